package io.cistern.linux.file;

import io.cistern.linux.Fd;
import io.cistern.linux.Syscall;
import io.cistern.linux.libc.Libc;

/**
 * The space of a file. Offsets and lengths are bytes. EOPNOTSUPP where the filesystem cannot,
 * ENOSPC where there is no room; a call that failed may have done a part. Durable after fsync.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/fallocate.2.html">fallocate(2)</a>
 */
public final class FileSpace {

  private static final int KEEP_SIZE = 0x01;
  private static final int PUNCH_HOLE = 0x02;
  private static final int ZERO_RANGE = 0x10;
  private static final int UNSHARE_RANGE = 0x40;

  private FileSpace() {}

  /** Reserves space for a range, which keeps its data; a file that ends before it grows. */
  public static void allocate(Fd file, long offset, long length) {
    fallocate("fallocate", file, 0, offset, length);
  }

  /** Gives the space of a range back; it reads as zeroes. The size stays. */
  public static void punchHole(Fd file, long offset, long length) {
    fallocate("fallocate(PUNCH_HOLE)", file, PUNCH_HOLE | KEEP_SIZE, offset, length);
  }

  /** Makes a range read as zeroes and keeps its space reserved. The size stays. */
  public static void zeroRange(Fd file, long offset, long length) {
    fallocate("fallocate(ZERO_RANGE)", file, ZERO_RANGE | KEEP_SIZE, offset, length);
  }

  /** Copies what a range shares with other files, so later writes need no new space. */
  public static void unshare(Fd file, long offset, long length) {
    fallocate("fallocate(UNSHARE_RANGE)", file, UNSHARE_RANGE, offset, length);
  }

  /** Sets the size: cuts the file, or extends it with a hole. */
  public static void truncate(Fd file, long size) {
    int number = file.number();
    Syscall.call("ftruncate", file.path(), () -> Libc.ftruncate(number, size));
  }

  private static void fallocate(String name, Fd file, int mode, long offset, long length) {
    int number = file.number();
    Syscall.call(name, file.path(), () -> Libc.fallocate(number, mode, offset, length));
  }
}
