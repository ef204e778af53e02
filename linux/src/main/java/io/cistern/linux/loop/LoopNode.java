package io.cistern.linux.loop;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.PathBytes;
import io.cistern.linux.Syscall;
import io.cistern.linux.libc.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The node of a loop device, where nobody makes it: a container with a {@code /dev} of its own gets
 * no nodes for the devices the kernel adds.
 */
final class LoopNode {

  private static final int BLOCK_DEVICE_0660 = 0060660;

  private LoopNode() {}

  /**
   * Opens the node, made first if the kernel has the device and {@code /dev} does not.
   *
   * @throws LinuxException ENXIO if the kernel has no such device
   */
  static Fd open(LoopDevice device, OpenFlag... flags) {
    try {
      return Fd.open(device.path(), flags);
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      make(device);
      return Fd.open(device.path(), flags);
    }
  }

  private static void make(LoopDevice device) {
    Path path = device.path();
    Path number = Path.of("/sys/block/loop" + device.number() + "/dev");
    try {
      long encoded = DeviceNumber.parse(Files.readString(number).strip()).encode();
      byte[] name = PathBytes.of(path);
      Syscall.call("mknod", path, () -> Libc.mknod(name, BLOCK_DEVICE_0660, encoded));
    } catch (LinuxException e) {
      if (e.errno() != Errno.EEXIST) {
        throw new LinuxException(
            e.errno(),
            e.syscall(),
            e.path(),
            "the kernel has this device but /dev has no node for it; mount the host's /dev");
      }
    } catch (IOException e) {
      throw new LinuxException(Errno.ENXIO, "open", path.toString(), String.valueOf(e));
    }
  }
}
