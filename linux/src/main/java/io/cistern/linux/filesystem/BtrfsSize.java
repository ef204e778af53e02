package io.cistern.linux.filesystem;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.Syscall;
import java.nio.ByteBuffer;

/**
 * The size of a mounted btrfs of one device: BTRFS_IOC_FS_INFO and BTRFS_IOC_DEV_INFO. The device's
 * number is 1, unless it replaced another.
 */
record BtrfsSize(long deviceId, long bytes, int sectorSize) {

  private static final long BTRFS_IOC_FS_INFO = 0x8400941fL;
  private static final long BTRFS_IOC_DEV_INFO = 0xd000941eL;

  static BtrfsSize read(Fd mountPoint) {
    ByteBuffer filesystem = Syscall.structure(1024);
    Syscall.ioctl("BTRFS_IOC_FS_INFO", mountPoint, BTRFS_IOC_FS_INFO, filesystem);
    long highest = filesystem.getLong(0);
    long devices = filesystem.getLong(8);
    if (devices != 1) {
      throw new LinuxException(
          Errno.EOPNOTSUPP,
          "BTRFS_IOC_FS_INFO",
          mountPoint.path().toString(),
          devices + " devices");
    }
    ByteBuffer device = Syscall.structure(4096).putLong(0, highest);
    Syscall.ioctl("BTRFS_IOC_DEV_INFO", mountPoint, BTRFS_IOC_DEV_INFO, device);
    return new BtrfsSize(highest, device.getLong(32), filesystem.getInt(36));
  }
}
