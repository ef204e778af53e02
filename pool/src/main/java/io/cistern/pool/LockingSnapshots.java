package io.cistern.pool;

import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import java.util.Optional;

/** The locks of the calls on snapshots. */
final class LockingSnapshots implements Snapshots {
  private final PoolId pool;
  private final Snapshots snapshots;
  private final LockTable locks;

  LockingSnapshots(PoolId pool, Snapshots snapshots, LockTable locks) {
    this.pool = pool;
    this.snapshots = snapshots;
    this.locks = locks;
  }

  @Override
  public Snapshot create(EntityName name, VolumeId source) {
    try (LockTable.Hold _ = locks.hold().write(SnapshotId.named(pool, name)).write(source)) {
      return snapshots.create(name, source);
    }
  }

  @Override
  public Optional<Snapshot> find(SnapshotId id) {
    // Takes no lock: a snapshot never changes once it is visible.
    return snapshots.find(id);
  }

  @Override
  public Page<Snapshot> list(Optional<VolumeId> source, Optional<SnapshotId> after, int limit) {
    // Takes no lock: each snapshot is read as by find; the list is of no single moment.
    return snapshots.list(source, after, limit);
  }

  @Override
  public Page<BlockRange> allocated(SnapshotId id, long from, int limit) {
    try (LockTable.Hold _ = locks.hold().read(id)) {
      return snapshots.allocated(id, from, limit);
    }
  }

  @Override
  public Page<BlockRange> changed(SnapshotId base, SnapshotId target, long from, int limit) {
    // Neither goes away while they are compared.
    try (LockTable.Hold _ = locks.hold().read(base).read(target)) {
      return snapshots.changed(base, target, from, limit);
    }
  }

  @Override
  public void delete(SnapshotId id) {
    try (LockTable.Hold _ = locks.hold().write(id)) {
      snapshots.delete(id);
    }
  }
}
