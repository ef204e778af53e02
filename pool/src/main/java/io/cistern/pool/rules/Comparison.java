package io.cistern.pool.rules;

import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Snapshot;

/** Which snapshots can be compared, and from where. */
public final class Comparison {
  private Comparison() {}

  /**
   * @throws PoolError.Invalid if they are not of one volume, the base first
   */
  public static void requireComparable(Snapshot base, Snapshot target) {
    if (!base.source().equals(target.source())) {
      throw new PoolError.Invalid(
          "snapshots %s and %s are of different volumes".formatted(base.id(), target.id()));
    }
    if (base.cutAt().isAfter(target.cutAt())) {
      throw new PoolError.Invalid(
          "base snapshot %s was cut after snapshot %s".formatted(base.id(), target.id()));
    }
  }

  /**
   * Where the answer begins: the offset, in whole granules.
   *
   * @throws PoolError.SizeOutOfRange if it is not in the snapshot
   */
  public static long start(Snapshot snapshot, long offset) {
    if (offset < 0 || offset > snapshot.size().bytes()) {
      throw new PoolError.SizeOutOfRange(
          "offset %d is not within the %d bytes of snapshot %s"
              .formatted(offset, snapshot.size().bytes(), snapshot.id()));
    }
    return offset - offset % VolumeSizes.GRANULE.bytes();
  }
}
