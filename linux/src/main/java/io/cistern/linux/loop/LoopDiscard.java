package io.cistern.linux.loop;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The limit on discards of a loop device. A limit of 0 refuses them, and makes the kernel write
 * zeroes where it would punch holes. It outlives the attachment, and Linux 6.18 takes no other
 * value after it (the granularity it checks against is 0 by then): only removing the device from
 * the kernel undoes it.
 *
 * @see <a href="https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-block">sysfs-block</a>
 */
final class LoopDiscard {

  private LoopDiscard() {}

  static void refuse(LoopDevice device) {
    try (Fd fd = Fd.open(setting(device, "discard_max_bytes"), OpenFlag.WRITE_ONLY)) {
      fd.write(new byte[] {'0'}, 0);
    }
  }

  /** Whether the device could discard but was told not to. */
  static boolean isRefused(LoopDevice device) {
    try {
      return read(device, "discard_max_bytes").equals("0")
          && !read(device, "discard_max_hw_bytes").equals("0");
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  private static String read(LoopDevice device, String name) {
    byte[] value = new byte[64];
    try (Fd fd = Fd.open(setting(device, name), OpenFlag.READ_ONLY)) {
      int length = fd.read(value, 0);
      return new String(value, 0, length, StandardCharsets.US_ASCII).strip();
    }
  }

  private static Path setting(LoopDevice device, String name) {
    return Path.of("/sys/block/loop" + device.number() + "/queue/" + name);
  }
}
