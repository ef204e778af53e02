package io.cistern.pool.loop;

import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.file.Durable;
import io.cistern.linux.file.FileSpace;
import io.cistern.pool.loop.layout.RecordFile;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Provisioning;
import java.nio.file.Path;

/**
 * The bytes of a volume or a snapshot: {@code data.img}. Nothing here is durable before {@code
 * fsync}, which the methods that say so do.
 */
final class DataFile {
  private DataFile() {}

  /** Makes a file that reads as zeros. Not durable before {@link #finish}. */
  static void createBlank(Path file, ByteSize size, Provisioning provisioning) {
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE, OpenFlag.CREATE, OpenFlag.EXCLUSIVE)) {
      switch (provisioning) {
        case THIN -> FileSpace.truncate(fd, size.bytes());
        case THICK -> FileSpace.allocate(fd, 0, size.bytes());
      }
    }
  }

  /**
   * Completes a file that was cloned from another: gives it its size, and the space that it has to
   * own. Not durable before {@link #finish}.
   *
   * @param cut the size of what was cloned; an unfinished expansion may have left more
   * @param size the size it gets, not less
   */
  static void completeClone(
      Path file, ByteSize cut, ByteSize size, OwnedSpace.Ownership ownership) {
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE)) {
      FileSpace.truncate(fd, cut.bytes());
      FileSpace.truncate(fd, size.bytes());
      OwnedSpace.take(fd, size, ownership, false);
    }
  }

  /**
   * Writes the record of a new data file, and makes both durable, their names excepted.
   *
   * <p>The record is synced first, since it has bytes of its own: filesystems with one journal make
   * the new data file and both names durable with it, and the syncs that follow have little left to
   * wait for. They are what other filesystems need.
   */
  static void finish(Path data, Path recordFile, Record value) {
    RecordFile.write(recordFile, value);
    Durable.syncFile(data);
  }

  /**
   * Makes a file larger; new bytes read as zeros. Durable on return; on failure it has its old size
   * again.
   */
  static void grow(Path file, ByteSize from, ByteSize to, Provisioning provisioning) {
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE)) {
      try {
        switch (provisioning) {
          case THIN -> FileSpace.truncate(fd, to.bytes());
          case THICK -> FileSpace.allocate(fd, from.bytes(), to.bytes() - from.bytes());
        }
        fd.fsync();
      } catch (LinuxException e) {
        shrinkBack(fd, from, e);
        throw e;
      }
    }
  }

  private static void shrinkBack(Fd fd, ByteSize size, LinuxException because) {
    try {
      FileSpace.truncate(fd, size.bytes());
    } catch (LinuxException e) {
      because.addSuppressed(e);
    }
  }

  /** Cuts off what is beyond the size; for a file not in use. Durable on return. */
  static void truncate(Path file, ByteSize size) {
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE)) {
      FileSpace.truncate(fd, size.bytes());
      fd.fsync();
    }
  }

  /** Gives all space back, of a file whose removal is durable already. */
  static void freeSpace(Path file) {
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE, OpenFlag.NO_FOLLOW)) {
      FileSpace.truncate(fd, 0);
    }
  }
}
