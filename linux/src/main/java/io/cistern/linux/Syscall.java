package io.cistern.linux;

import io.cistern.linux.libc.Libc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * How every call of this module is made: again when a signal interrupted it, and with errno turned
 * into a {@link LinuxException}. For the packages of this module only.
 */
public final class Syscall {

  /** "Relative to the working directory", the directory descriptor of the {@code *at} calls. */
  public static final long AT_FDCWD = -100;

  /** The descriptor itself is meant, and the path is empty. */
  public static final long AT_EMPTY_PATH = 0x1000;

  private Syscall() {}

  /**
   * Makes a call until no signal interrupts it.
   *
   * @param name the call or ioctl, for the exception
   * @param path what it is made on, for the exception
   * @return what the call returned, never -1
   */
  public static long call(String name, Object path, LongSupplier call) {
    while (true) {
      long result = call.getAsLong();
      if (result != -1) {
        return result;
      }
      int errno = Libc.errno();
      if (errno != Errno.EINTR.code()) {
        throw new LinuxException(errno, name, path.toString());
      }
    }
  }

  /** An ioctl whose argument is a number, or none. */
  public static void ioctl(String name, Fd fd, long request, long argument) {
    int number = fd.number();
    call(name, fd.path(), () -> Libc.ioctl(number, request, argument));
  }

  /** An ioctl whose argument is a structure, read and written in place. */
  public static void ioctl(String name, Fd fd, long request, ByteBuffer structure) {
    int number = fd.number();
    byte[] bytes = structure.array();
    call(name, fd.path(), () -> Libc.ioctl(number, request, bytes));
  }

  /** A zeroed structure in native byte order. */
  public static ByteBuffer structure(int size) {
    return ByteBuffer.wrap(new byte[size]).order(ByteOrder.nativeOrder());
  }

  /**
   * A string as C wants it: UTF-8, ended by NUL.
   *
   * @throws IllegalArgumentException if it has a NUL inside, which C would cut it at
   */
  public static byte[] text(String value) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL character in '" + value.replace('\0', '?') + "'");
    }
    return (value + '\0').getBytes(StandardCharsets.UTF_8);
  }
}
