package io.cistern.s3.store.rocks;

import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.extent.DiskErrors;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Refuses bodies while the disk still has room, so that what must never fail for want of space,
 * deletes and the metadata's own upkeep, does not.
 */
final class SpaceGuard {
  private static final long LOOK_AGAIN_NANOS = 50_000_000;

  private final FileStore disk;
  private final long reserve;
  private volatile Look last;

  /** What was free at a moment. */
  private record Look(long free, long nanoTime) {}

  SpaceGuard(Path directory, long reserve) throws IOException {
    this.disk = Files.getFileStore(directory);
    this.reserve = reserve;
    this.last = new Look(disk.getUsableSpace(), System.nanoTime());
  }

  /** What can still be written. */
  long usable() {
    return Math.max(0, free() - reserve);
  }

  /**
   * Checks that {@code bytes} more may be written.
   *
   * @throws StoreError.OutOfSpace if not
   */
  void check(long bytes) {
    if (free() - reserve < bytes) {
      throw new StoreError.OutOfSpace("less than %d bytes are free".formatted(reserve + bytes));
    }
  }

  private long free() {
    long now = System.nanoTime();
    if (now - last.nanoTime() > LOOK_AGAIN_NANOS) {
      try {
        last = new Look(disk.getUsableSpace(), now);
      } catch (IOException failure) {
        throw DiskErrors.of("looking for free space", failure);
      }
    }
    return last.free();
  }
}
