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
  private static final int INFO_SIZE = 1024;
  private static final int INFO_MAX_ID = 0;
  private static final int INFO_DEVICES = 8;
  private static final int INFO_SECTOR_SIZE = 36;
  private static final int DEVICE_SIZE = 4096;
  private static final int DEVICE_ID = 0;
  private static final int DEVICE_BYTES = 32;

  static BtrfsSize read(Fd mountPoint) {
    ByteBuffer filesystem = Syscall.structure(INFO_SIZE);
    Syscall.ioctl("BTRFS_IOC_FS_INFO", mountPoint, BTRFS_IOC_FS_INFO, filesystem);
    long highest = filesystem.getLong(INFO_MAX_ID);
    long devices = filesystem.getLong(INFO_DEVICES);
    if (devices != 1) {
      throw new LinuxException(
          Errno.EOPNOTSUPP,
          "BTRFS_IOC_FS_INFO",
          mountPoint.path().toString(),
          devices + " devices");
    }
    ByteBuffer device = Syscall.structure(DEVICE_SIZE).putLong(DEVICE_ID, highest);
    Syscall.ioctl("BTRFS_IOC_DEV_INFO", mountPoint, BTRFS_IOC_DEV_INFO, device);
    return new BtrfsSize(
        highest, device.getLong(DEVICE_BYTES), filesystem.getInt(INFO_SECTOR_SIZE));
  }
}
