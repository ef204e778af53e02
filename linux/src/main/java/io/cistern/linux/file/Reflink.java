package io.cistern.linux.file;

import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.Syscall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that share their data until one of them is written (XFS, btrfs). The clone is atomic for
 * readers and writers of the source; nothing is durable before fsync of the target. EOPNOTSUPP
 * where the filesystem has no reflinks, EXDEV between two filesystems.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/ioctl_ficlone.2.html">ioctl_ficlone(2)</a>
 */
public final class Reflink {

  private static final long FICLONE = 0x40049409L;
  private static final long FICLONERANGE = 0x4020940dL;
  private static final int RANGE_SIZE = 32;
  private static final int SOURCE_FD = 0;
  private static final int SOURCE_OFFSET = 8;
  private static final int SOURCE_LENGTH = 16;
  private static final int TARGET_OFFSET = 24;

  private Reflink() {}

  /**
   * Makes a new file with the contents of another. On failure no target is left.
   *
   * @throws LinuxException EEXIST if the target exists
   */
  public static void cloneFile(Path source, Path target) {
    try (Fd from = Fd.open(source, OpenFlag.READ_ONLY);
        Fd to = Fd.open(target, OpenFlag.WRITE_ONLY, OpenFlag.CREATE, OpenFlag.EXCLUSIVE)) {
      cloneInto(from, to);
    } catch (LinuxException e) {
      if (e.syscall().equals("FICLONE")) {
        discard(target, e);
      }
      throw e;
    }
  }

  /** Replaces the whole contents of a file. A longer target keeps its size beyond the source's. */
  public static void cloneInto(Fd source, Fd target) {
    Syscall.ioctl("FICLONE", target, FICLONE, source.number());
  }

  /**
   * Shares a range. Offsets and length are multiples of the filesystem's block size, but that the
   * range may end at the end of the source.
   *
   * @param length in bytes; 0 means up to the end of the source
   */
  public static void cloneRange(
      Fd source, long sourceOffset, long length, Fd target, long targetOffset) {
    ByteBuffer range =
        Syscall.structure(RANGE_SIZE)
            .putLong(SOURCE_FD, source.number())
            .putLong(SOURCE_OFFSET, sourceOffset)
            .putLong(SOURCE_LENGTH, length)
            .putLong(TARGET_OFFSET, targetOffset);
    Syscall.ioctl("FICLONERANGE", target, FICLONERANGE, range);
  }

  /**
   * Whether files in a directory can be cloned, found out by doing it with two that have no name.
   */
  public static boolean isSupported(Path directory) {
    try (Fd source = Fd.open(directory, OpenFlag.READ_WRITE, OpenFlag.TEMPORARY);
        Fd target = Fd.open(directory, OpenFlag.READ_WRITE, OpenFlag.TEMPORARY)) {
      FileSpace.truncate(source, 1);
      cloneInto(source, target);
      return true;
    } catch (LinuxException e) {
      return switch (e.errno()) {
        case EOPNOTSUPP, ENOTTY -> false;
        // before it knows O_TMPFILE, a filesystem sees a directory opened for writing
        case EISDIR -> false;
        default -> throw e;
      };
    }
  }

  private static void discard(Path target, LinuxException because) {
    try {
      Files.deleteIfExists(target);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
