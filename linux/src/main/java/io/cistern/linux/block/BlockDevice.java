package io.cistern.linux.block;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.Syscall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Block devices, by their node. Offsets and lengths are bytes and multiples of the logical block
 * size.
 *
 * @see <a
 *     href="https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/include/uapi/linux/fs.h">linux/fs.h</a>
 */
public final class BlockDevice {

  private static final long BLKGETSIZE64 = 0x80081272L;
  private static final long BLKSSZGET = 0x1268L;
  private static final long BLKPBSZGET = 0x127bL;
  private static final long BLKDISCARD = 0x1277L;
  private static final long BLKZEROOUT = 0x127fL;

  private BlockDevice() {}

  /** The node that a name leads to, by however many links; empty if it leads nowhere. */
  public static Optional<Path> node(Path name) {
    try {
      return Optional.of(name.toRealPath());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** The size in bytes. */
  public static long size(Path device) {
    try (Fd fd = Fd.open(device, OpenFlag.READ_ONLY)) {
      return size(fd);
    }
  }

  /** The size in bytes of an open device. */
  public static long size(Fd device) {
    ByteBuffer size = Syscall.structure(8);
    Syscall.ioctl("BLKGETSIZE64", device, BLKGETSIZE64, size);
    return size.getLong(0);
  }

  /** The smallest unit that can be addressed, in bytes. */
  public static int logicalBlockSize(Path device) {
    return integer("BLKSSZGET", device, BLKSSZGET);
  }

  /** The smallest unit written without reading first, in bytes. */
  public static int physicalBlockSize(Path device) {
    return integer("BLKPBSZGET", device, BLKPBSZGET);
  }

  /** Gives the space of a range back. What it reads as then depends on the device. */
  public static void discard(Path device, long offset, long length) {
    range("BLKDISCARD", device, BLKDISCARD, offset, length);
  }

  /** Makes a range read as zeroes; the device may do so by giving its space back. */
  public static void zeroOut(Path device, long offset, long length) {
    range("BLKZEROOUT", device, BLKZEROOUT, offset, length);
  }

  /** Returns when everything written to the device is durable, caches of the disk included. */
  public static void flush(Path device) {
    try (Fd fd = Fd.open(device, OpenFlag.READ_ONLY)) {
      fd.fsync();
    }
  }

  /**
   * Which device a node stands for.
   *
   * @throws LinuxException ENOTBLK if it is no block device
   */
  public static DeviceNumber deviceNumber(Path device) {
    FileStatus status = FileStatus.of(device);
    if (!status.isBlockDevice()) {
      throw new LinuxException(Errno.ENOTBLK, "statx", device.toString(), "");
    }
    return status.rdev();
  }

  private static int integer(String name, Path device, long request) {
    try (Fd fd = Fd.open(device, OpenFlag.READ_ONLY)) {
      ByteBuffer value = Syscall.structure(4);
      Syscall.ioctl(name, fd, request, value);
      return value.getInt(0);
    }
  }

  private static void range(String name, Path device, long request, long offset, long length) {
    try (Fd fd = Fd.open(device, OpenFlag.READ_WRITE)) {
      Syscall.ioctl(name, fd, request, Syscall.structure(16).putLong(0, offset).putLong(8, length));
    }
  }
}
