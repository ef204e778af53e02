package io.cistern.pool.lvm;

import io.cistern.linux.mapper.DeviceMapper;
import io.cistern.pool.lvm.inventory.Contents;
import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Capacity;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.rules.VolumeSizes;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The space of an LVM pool: the thin pool's data for thin volumes and snapshots, what the volume
 * group has beside it for thick ones, both less a reserve; and the thin pool's metadata, which ends
 * everything when it is full.
 */
final class LvmCapacity {
  /** Above this share of its metadata, a thin pool takes no more volumes or snapshots. */
  static final int METADATA_FULL_PERCENT = 90;

  private static final ByteSize MINIMUM = ByteSize.ofMiB(1);

  private final VolumeGroup group;
  private final Inventory inventory;
  private final LvmPoolRecord pool;
  private final ReentrantLock allocation = new ReentrantLock();

  LvmCapacity(VolumeGroup group, Inventory inventory, LvmPoolRecord pool) {
    this.group = group;
    this.inventory = inventory;
    this.pool = pool;
  }

  /** How full the thin pool is now; activates it if nobody has. */
  ThinPoolStatus thinPool() {
    Contents contents = inventory.now();
    String uuid = contents.thinPoolDevice();
    Optional<String> status = DeviceMapper.status(uuid);
    if (status.isEmpty()) {
      group.activatePool();
      status = DeviceMapper.status(uuid);
    }
    return ThinPoolStatus.parse(status.orElse("nothing"), contents.thinPool().size());
  }

  Capacity now() {
    Contents contents = inventory.now();
    ThinPoolStatus thin = thinPool();
    ByteSize thick = sum(contents, lv -> lv.thin() ? ByteSize.ZERO : lv.size());
    ByteSize total = thin.dataTotal().plus(thick).plus(contents.free());
    // Of all that may be thick, so that a thick volume takes what it has and not a part of the
    // reserve.
    ByteSize beside = smaller(pool.reserve(thick.plus(contents.free())), contents.free());
    ByteSize thinReserve = pool.reserve(thin.dataTotal());
    ByteSize available = availableThin(contents, thin);
    ByteSize thickAvailable = contents.free().minusOrZero(beside);
    return new Capacity(
        total,
        thin.dataUsed().plus(thick),
        ByteSize.ZERO,
        thinReserve.plus(beside),
        available,
        thickAvailable,
        MINIMUM,
        available.isZero() && thickAvailable.isZero() ? ByteSize.ZERO : granules(total),
        new Capacity.Metadata(thin.metadataUsed(), thin.metadataTotal()));
  }

  private ByteSize availableThin(Contents contents, ThinPoolStatus thin) {
    boolean closed =
        thin.metadataPercent() >= METADATA_FULL_PERCENT
            || thin.fault().isPresent()
            || !promisable(contents, thin, MINIMUM);
    return closed ? ByteSize.ZERO : unreserved(thin);
  }

  private ByteSize unreserved(ThinPoolStatus thin) {
    return thin.dataTotal()
        .minusOrZero(thin.dataUsed())
        .minusOrZero(pool.reserve(thin.dataTotal()));
  }

  private boolean promisable(Contents contents, ThinPoolStatus thin, ByteSize more) {
    ByteSize promised = sum(contents, lv -> lv.thin() ? lv.volume().dataSize() : ByteSize.ZERO);
    // Divided, as sizes up to 2^63 may be asked for.
    return promised.bytes() / pool.overcommit() + more.bytes() / pool.overcommit()
        <= thin.dataTotal().bytes();
  }

  private static ByteSize sum(Contents contents, Function<OwnLv, ByteSize> part) {
    return contents.volumes().values().stream().map(part).reduce(ByteSize.ZERO, ByteSize::plus);
  }

  private static ByteSize smaller(ByteSize a, ByteSize b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** The largest single volume that the pool could hold if it were empty. */
  ByteSize maximumVolumeSize() {
    return granules(now().total());
  }

  private static ByteSize granules(ByteSize total) {
    return new ByteSize(total.bytes() - total.bytes() % VolumeSizes.GRANULE.bytes());
  }

  /** A size in whole extents. */
  ByteSize extents(ByteSize size) {
    return size.roundUpTo(inventory.now().group().extentSize());
  }

  /**
   * As {@link #requireRoom}, and refuses what would promise more than the thin pool may.
   *
   * @param promise the size of a thin volume that is made, or by which one grows; zero for a
   *     snapshot, which is not written
   * @throws PoolError.OutOfSpace if it would
   */
  void requireThin(ByteSize promise) {
    ThinPoolStatus thin = requireRoom();
    if (!promisable(inventory.now(), thin, promise)) {
      throw new PoolError.OutOfSpace(
          "the thin pool would promise more than %d times its data; delete something or enlarge it"
              .formatted(pool.overcommit()));
    }
  }

  /**
   * Refuses what would eat into the reserve of the thin pool.
   *
   * @throws PoolError.OutOfSpace if it would
   */
  ThinPoolStatus requireRoom() {
    ThinPoolStatus thin = thinPool();
    thin.fault()
        .ifPresent(
            fault -> {
              throw new PoolError.OutOfSpace(fault + "; see docs/operations.md");
            });
    if (thin.metadataPercent() >= METADATA_FULL_PERCENT) {
      throw new PoolError.OutOfSpace(
          "the thin pool's metadata is %d %% full; delete snapshots or volumes, or enlarge it"
              .formatted(thin.metadataPercent()));
    }
    if (unreserved(thin).compareTo(MINIMUM) < 0) {
      throw new PoolError.OutOfSpace(
          "the thin pool's data is %d %% full, and the rest is its reserve; delete something or"
                  .formatted(thin.dataPercent())
              + " enlarge it");
    }
    return thin;
  }

  /**
   * Takes space of the volume group, one such call at a time, so that two cannot take the same.
   *
   * @param need whole extents
   * @throws PoolError.OutOfSpace if it is not there
   */
  void allocating(ByteSize need, Runnable action) {
    allocation.lock();
    try {
      requireThick(need);
      action.run();
    } finally {
      allocation.unlock();
    }
  }

  /**
   * Refuses what the volume group has not.
   *
   * @throws PoolError.OutOfSpace if it has not
   */
  void requireThick(ByteSize need) {
    ByteSize available = now().availableThick();
    if (need.compareTo(available) > 0) {
      throw new PoolError.OutOfSpace(
          "the volume group has %s left for thick volumes and %s are needed; delete something or"
                  .formatted(available, need)
              + " enlarge it");
    }
  }
}
