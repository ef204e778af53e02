package io.cistern.linux.file;

import io.cistern.linux.Errno;
import io.cistern.linux.LinuxException;
import io.cistern.linux.PathBytes;
import io.cistern.linux.Syscall;
import io.cistern.linux.libc.Libc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Extended attributes, of the file a path leads to. Names begin with their namespace ({@code
 * user.}, {@code trusted.}) and have at most 255 bytes, values at most 64 KiB. Durable after fsync
 * of the file.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/xattr.7.html">xattr(7)</a>
 */
public final class ExtendedAttributes {

  private ExtendedAttributes() {}

  /** The value of an attribute, empty if the file does not have it. */
  public static Optional<byte[]> get(Path file, String name) {
    byte[] path = PathBytes.of(file);
    byte[] key = Syscall.text(name);
    try {
      return Optional.of(
          sized("getxattr", file, value -> Libc.getxattr(path, key, value, value.length)));
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENODATA) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Sets an attribute, new or not. */
  public static void set(Path file, String name, byte[] value) {
    byte[] path = PathBytes.of(file);
    byte[] key = Syscall.text(name);
    Syscall.call("setxattr", file, () -> Libc.setxattr(path, key, value, value.length, 0));
  }

  /** The names of the attributes this process may see, in no order. */
  public static List<String> list(Path file) {
    byte[] path = PathBytes.of(file);
    byte[] names = sized("listxattr", file, buffer -> Libc.listxattr(path, buffer, buffer.length));
    String all = new String(names, StandardCharsets.UTF_8);
    return Arrays.stream(all.split("\0")).filter(name -> !name.isEmpty()).toList();
  }

  /**
   * Removes an attribute.
   *
   * @return whether the file had it
   */
  public static boolean remove(Path file, String name) {
    byte[] path = PathBytes.of(file);
    byte[] key = Syscall.text(name);
    try {
      Syscall.call("removexattr", file, () -> Libc.removexattr(path, key));
      return true;
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENODATA) {
        return false;
      }
      throw e;
    }
  }

  private static byte[] sized(String call, Path file, ToLongFunction<byte[]> read) {
    byte[] buffer = new byte[256];
    while (true) {
      byte[] target = buffer;
      try {
        int length = (int) Syscall.call(call, file, () -> read.applyAsLong(target));
        return Arrays.copyOf(buffer, length);
      } catch (LinuxException e) {
        // 64 KiB is the kernel's limit (XATTR_SIZE_MAX, XATTR_LIST_MAX)
        if (e.errno() != Errno.ERANGE || buffer.length >= 65536) {
          throw e;
        }
        buffer = new byte[buffer.length * 16];
      }
    }
  }
}
