package io.cistern.pool.loop;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.file.Extent;
import io.cistern.linux.file.Extents;
import io.cistern.linux.file.FileSpace;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The space that a data file has for itself. A thick volume owns all of its own, at every moment
 * but while a copy of it is being made, when the pool's reserve stands in. So a copy of a thick
 * volume shares nothing with it when it appears: it costs the time and the space of what is
 * written.
 *
 * <p>On btrfs every overwrite takes new space before it gives the old back, thick or not: there the
 * promise holds for the first write to each block, and for the others as long as the reserve lasts.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/fallocate.2.html">fallocate(2),
 *     FALLOC_FL_UNSHARE_RANGE</a>
 */
final class OwnedSpace {
  private static final int COPY_BUFFER = 1 << 20;

  /** Which space a copy owns alone. */
  enum Ownership {
    /** None: it shares what it can. */
    SHARED,
    /**
     * What holds data, because the source is thick: were it shared, the next write to the source
     * would need space that nobody promised.
     */
    DATA,
    /** All of it, holes too, because the copy is thick itself. */
    ALL;

    static Ownership of(boolean thickCopy, boolean thickSource) {
      if (thickCopy) {
        return ALL;
      }
      return thickSource ? DATA : SHARED;
    }
  }

  private OwnedSpace() {}

  /**
   * Lets a file own its space. The bytes stay as they are. Not durable before fsync.
   *
   * @param inUse whether someone may be writing to it
   * @throws PoolError.Precondition if it is in use and the filesystem cannot do it then
   */
  static void take(Fd fd, ByteSize size, Ownership ownership, boolean inUse) {
    if (ownership == Ownership.SHARED) {
      return;
    }
    for (Extent extent : Extents.of(fd, 0, size.bytes(), true)) {
      if (extent.isShared() && extent.isWritten()) {
        unshare(
            fd,
            extent.logical(),
            Math.min(extent.length(), size.bytes() - extent.logical()),
            inUse);
      }
    }
    if (ownership == Ownership.ALL) {
      FileSpace.allocate(fd, 0, size.bytes());
    }
  }

  /** Lets a volume's file own all of its space. Durable on return. */
  static void takeAll(Path file, ByteSize size, boolean inUse) {
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE)) {
      take(fd, size, Ownership.ALL, inUse);
      fd.fsync();
    }
  }

  private static void unshare(Fd fd, long offset, long length, boolean inUse) {
    try {
      FileSpace.unshare(fd, offset, length);
    } catch (LinuxException e) {
      if (e.errno() != Errno.EOPNOTSUPP) {
        throw e;
      }
      if (inUse) {
        throw new PoolError.Precondition(
            "on this filesystem a volume that shares space becomes thick only while not attached");
      }
      rewrite(fd.path(), offset, length);
    }
  }

  /** Where nothing unshares (btrfs), writing the same bytes does. */
  private static void rewrite(Path file, long offset, long length) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(COPY_BUFFER);
      long at = offset;
      while (at < offset + length) {
        buffer.clear().limit((int) Math.min(COPY_BUFFER, offset + length - at));
        if (channel.read(buffer, at) <= 0) {
          return;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          at += channel.write(buffer, at);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How much a file lacks of owning all of its space. */
  static ByteSize missing(Path file, ByteSize size) {
    long owned = 0;
    for (Extent extent : Extents.of(file, true)) {
      long end = Math.min(extent.logical() + extent.length(), size.bytes());
      if (!extent.isShared() && end > extent.logical()) {
        owned += end - extent.logical();
      }
    }
    return size.minusOrZero(new ByteSize(owned));
  }

  /** How much of a file holds data. */
  static ByteSize written(Path file) {
    return new ByteSize(
        Extents.of(file, true).stream().filter(Extent::isWritten).mapToLong(Extent::length).sum());
  }
}
