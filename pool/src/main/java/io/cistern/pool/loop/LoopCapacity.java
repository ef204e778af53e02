package io.cistern.pool.loop;

import io.cistern.linux.filesystem.FilesystemStatus;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.PoolRecord;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Capacity;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.rules.VolumeSizes;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The space of a loop pool, as its filesystem counts it, less the reserve.
 *
 * <p>A thick volume's space is allocated when it is made, so a promise is part of what is used and
 * nothing is promised beyond that. Thin volumes may be larger in sum than the pool; each alone may
 * not be larger than the pool's total, and none is made once only the reserve is left.
 */
final class LoopCapacity {
  private static final ByteSize MINIMUM = ByteSize.ofMiB(1);

  private final Path directory;
  private final PoolRecord pool;
  private final SpaceCount count;
  private final ReentrantLock allocation = new ReentrantLock();

  LoopCapacity(PoolLayout layout, PoolRecord pool, SpaceCount count) {
    this.directory = layout.root();
    this.pool = pool;
    this.count = count;
  }

  Capacity now() {
    FilesystemStatus status = FilesystemStatus.of(directory);
    ByteSize total = new ByteSize(status.totalBytes());
    ByteSize reserved = pool.reserve(total);
    ByteSize available = new ByteSize(status.availableBytes()).minusOrZero(reserved);
    return new Capacity(
        total,
        total.minusOrZero(new ByteSize(status.freeBytes())),
        ByteSize.ZERO,
        reserved,
        available,
        available,
        MINIMUM,
        available.isZero() ? ByteSize.ZERO : maximumVolumeSize(total),
        Capacity.Metadata.WITH_DATA);
  }

  /** The largest single volume that the pool could hold if it were empty. */
  ByteSize maximumVolumeSize() {
    return maximumVolumeSize(new ByteSize(FilesystemStatus.of(directory).totalBytes()));
  }

  private static ByteSize maximumVolumeSize(ByteSize total) {
    return new ByteSize(total.bytes() - total.bytes() % VolumeSizes.GRANULE.bytes());
  }

  /**
   * Refuses what would eat into the reserve. Needs no lock: a thin thing takes only its records.
   *
   * @throws PoolError.OutOfSpace if nothing is left
   */
  void requireSome() {
    require(now(), MINIMUM);
  }

  /**
   * Allocates space, one such call at a time, so that two cannot promise the same.
   *
   * @throws PoolError.OutOfSpace if it is not there
   */
  <T> T allocating(ByteSize need, Supplier<T> action) {
    allocation.lock();
    try {
      require(now(), need);
      T result = action.get();
      count.settle();
      return result;
    } finally {
      allocation.unlock();
    }
  }

  /** As {@link #allocating(ByteSize, Supplier)}, without a result. */
  void allocating(ByteSize need, Runnable action) {
    allocating(
        need,
        () -> {
          action.run();
          return true;
        });
  }

  private static void require(Capacity capacity, ByteSize need) {
    if (capacity.available().isZero() || need.compareTo(capacity.available()) > 0) {
      throw new PoolError.OutOfSpace(
          "the pool has %s left for volumes and %s are needed; delete something or enlarge it"
              .formatted(capacity.available(), need));
    }
  }
}
