package io.cistern.pool;

import io.cistern.pool.model.Capacity;
import io.cistern.pool.model.PoolInfo;

/**
 * A pool whose calls on the same volume, snapshot or group exclude each other: the second gets
 * {@link io.cistern.pool.model.PoolError.Busy} at once and may retry. Locks are by id, so they hold
 * for things that do not exist yet.
 */
public final class LockingPool implements Pool {
  private final Pool pool;
  private final Volumes volumes;
  private final Snapshots snapshots;
  private final GroupSnapshots groupSnapshots;
  private final Attachments attachments;

  public LockingPool(Pool pool) {
    this.pool = pool;
    LockTable locks = new LockTable();
    this.volumes = new LockingVolumes(pool.info().id(), pool.volumes(), locks);
    this.snapshots = new LockingSnapshots(pool.info().id(), pool.snapshots(), locks);
    this.groupSnapshots = new LockingGroupSnapshots(pool.info().id(), pool.groupSnapshots(), locks);
    this.attachments = new LockingAttachments(pool.attachments(), locks);
  }

  @Override
  public PoolInfo info() {
    // Takes no lock: it never changes.
    return pool.info();
  }

  @Override
  public Capacity capacity() {
    // Takes no lock: it is of one look, and says so.
    return pool.capacity();
  }

  @Override
  public Volumes volumes() {
    return volumes;
  }

  @Override
  public Snapshots snapshots() {
    return snapshots;
  }

  @Override
  public GroupSnapshots groupSnapshots() {
    return groupSnapshots;
  }

  @Override
  public Attachments attachments() {
    return attachments;
  }

  @Override
  public void close() {
    // Takes no lock: whoever closes a pool has seen to it that nobody calls it any more.
    pool.close();
  }
}
