package io.cistern.pool.loop;

import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.file.FileSpace;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Provisioning;
import java.nio.file.Path;

/**
 * The bytes of a volume or a snapshot: {@code data.img}. Nothing here is durable before {@code
 * fsync}, which the methods that say so do.
 */
final class DataFile {
  private DataFile() {}

  /** Makes a file that reads as zeros. Its size and its space are durable on return. */
  static void createBlank(Path file, ByteSize size, Provisioning provisioning) {
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE, OpenFlag.CREATE, OpenFlag.EXCLUSIVE)) {
      switch (provisioning) {
        case THIN -> FileSpace.truncate(fd, size.bytes());
        case THICK -> FileSpace.allocate(fd, 0, size.bytes());
      }
      fd.fsync();
    }
  }

  /**
   * Finishes a file that was cloned from another: gives it its size, and the space that it has to
   * own. Durable on return.
   *
   * @param cut the size of what was cloned; an unfinished expansion may have left more
   * @param size the size it gets, not less
   */
  static void finishClone(Path file, ByteSize cut, ByteSize size, OwnedSpace.Ownership ownership) {
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE)) {
      FileSpace.truncate(fd, cut.bytes());
      FileSpace.truncate(fd, size.bytes());
      OwnedSpace.take(fd, size, ownership, false);
      fd.fsync();
    }
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
