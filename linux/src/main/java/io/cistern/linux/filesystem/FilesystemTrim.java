package io.cistern.linux.filesystem;

import io.cistern.linux.Fd;
import io.cistern.linux.Syscall;
import java.nio.ByteBuffer;

/**
 * Gives the free space of a mounted filesystem back to its device.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/fstrim.8.html">fstrim(8)</a>
 */
public final class FilesystemTrim {

  private static final long FITRIM = 0xc0185879L;
  private static final int SIZE = 24;
  private static final int START = 0;
  private static final int LENGTH = 8;
  private static final int MINIMUM = 16;

  private FilesystemTrim() {}

  /**
   * Discards free extents. EOPNOTSUPP if the device cannot.
   *
   * @param offset where to begin, in bytes of the filesystem
   * @param length how far, in bytes; {@code Long.MAX_VALUE} for all
   * @param minimum the shortest free extent worth it, in bytes
   * @return the bytes discarded, as the filesystem counts
   */
  public static long trim(Fd directory, long offset, long length, long minimum) {
    ByteBuffer range =
        Syscall.structure(SIZE)
            .putLong(START, offset)
            .putLong(LENGTH, length)
            .putLong(MINIMUM, minimum);
    Syscall.ioctl("FITRIM", directory, FITRIM, range);
    return range.getLong(LENGTH);
  }
}
