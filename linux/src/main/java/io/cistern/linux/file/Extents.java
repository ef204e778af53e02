package io.cistern.linux.file;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.Syscall;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the data of a file lies, asked in pages. A file that is written meanwhile gives extents
 * that were each true at some moment, not all at one.
 *
 * @see <a href="https://docs.kernel.org/filesystems/fiemap.html">FS_IOC_FIEMAP</a>
 */
public final class Extents {

  private static final long FS_IOC_FIEMAP = 0xc020660bL;
  private static final int FIEMAP_FLAG_SYNC = 1;
  private static final int HEADER = 32;
  private static final int EXTENT = 56;
  private static final int PAGE = 256;
  private static final int MAP_START = 0;
  private static final int MAP_LENGTH = 8;
  private static final int MAP_FLAGS = 16;
  private static final int MAP_MAPPED = 20;
  private static final int MAP_COUNT = 24;
  private static final int EXTENT_LOGICAL = 0;
  private static final int EXTENT_PHYSICAL = 8;
  private static final int EXTENT_LENGTH = 16;
  private static final int EXTENT_FLAGS = 40;
  private static final int LAST = 1;

  private Extents() {}

  /** All extents of a file, in order, after what is dirty was written. */
  public static List<Extent> of(Path file) {
    return of(file, true);
  }

  /**
   * All extents of a file, in order.
   *
   * @param synced write dirty data first; without it, extents may be of delayed allocation
   */
  public static List<Extent> of(Path file, boolean synced) {
    try (Fd fd = Fd.open(file, OpenFlag.READ_ONLY)) {
      return of(fd, 0, Long.MAX_VALUE, synced);
    }
  }

  /**
   * The extents that touch a range, in order; the first and the last may reach beyond it.
   *
   * @param offset in bytes
   * @param length in bytes
   * @param synced write dirty data first
   */
  public static List<Extent> of(Fd file, long offset, long length, boolean synced) {
    long end = length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length;
    List<Extent> extents = new ArrayList<>();
    long next = offset;
    while (next < end) {
      ByteBuffer page = page(file, next, end - next, synced);
      long asked = next;
      int count = page.getInt(MAP_MAPPED);
      for (int i = 0; i < count; i++) {
        int at = HEADER + i * EXTENT;
        long logical = page.getLong(at + EXTENT_LOGICAL);
        long bytes = page.getLong(at + EXTENT_LENGTH);
        int flags = page.getInt(at + EXTENT_FLAGS);
        extents.add(
            new Extent(logical, page.getLong(at + EXTENT_PHYSICAL), bytes, ExtentFlag.of(flags)));
        next = logical + bytes;
        if ((flags & LAST) != 0) {
          return extents;
        }
      }
      if (count == 0) {
        return extents;
      }
      if (next <= asked) {
        throw new LinuxException(
            Errno.EIO, "FS_IOC_FIEMAP", file.path().toString(), "extents that lead nowhere");
      }
    }
    return extents;
  }

  private static ByteBuffer page(Fd file, long start, long length, boolean synced) {
    ByteBuffer map =
        Syscall.structure(HEADER + PAGE * EXTENT)
            .putLong(MAP_START, start)
            .putLong(MAP_LENGTH, length)
            .putInt(MAP_FLAGS, synced ? FIEMAP_FLAG_SYNC : 0)
            .putInt(MAP_COUNT, PAGE);
    Syscall.ioctl("FS_IOC_FIEMAP", file, FS_IOC_FIEMAP, map);
    return map;
  }
}
