package io.cistern.pool.rules;

import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.VolumeSpec;

/**
 * Which size a request gets: what it requires, raised to the least that its filesystem and its
 * source need, in whole granules. Refused rather than bent where that breaks the limit.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#createvolume">CSI
 *     CreateVolume, capacity_range</a>
 */
public final class VolumeSizes {
  /** Sizes are multiples of this: no device of ours has larger logical blocks. */
  public static final ByteSize GRANULE = ByteSize.ofKiB(4);

  private VolumeSizes() {}

  /**
   * The size of a new volume.
   *
   * @param source the size of what it is copied from, or zero
   * @param maximum the largest data of a single volume the pool could ever hold
   * @throws PoolError.SizeOutOfRange if there is none
   */
  public static ByteSize ofNew(VolumeSpec spec, ByteSize source, ByteSize maximum) {
    ByteSize wanted = larger(larger(spec.capacity().required(), spec.leastSize()), source);
    return fitting(wanted, spec.capacity(), maximum.minusOrZero(spec.encryption().headerSize()));
  }

  /**
   * The size of a volume after an expansion; never less than it has.
   *
   * @throws PoolError.SizeOutOfRange if it is above the limit already, or there is none
   */
  public static ByteSize ofExpanded(ByteSize current, CapacityRange range, ByteSize maximum) {
    return range.contains(current)
        ? current
        : fitting(larger(range.required(), current), range, maximum);
  }

  private static ByteSize fitting(ByteSize wanted, CapacityRange range, ByteSize maximum) {
    if (wanted.compareTo(maximum) > 0) {
      throw new PoolError.SizeOutOfRange(
          "%d bytes are more than this pool could ever hold (%d bytes)"
              .formatted(wanted.bytes(), maximum.bytes()));
    }
    ByteSize size = wanted.roundUpTo(GRANULE);
    if (!range.limit().isZero() && size.compareTo(range.limit()) > 0) {
      throw new PoolError.SizeOutOfRange(
          "the least possible size is %d bytes, above limit_bytes %d"
              .formatted(size.bytes(), range.limit().bytes()));
    }
    return size;
  }

  private static ByteSize larger(ByteSize a, ByteSize b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
