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
  private final PoolParts parts;

  public LockingPool(Pool pool) {
    this.pool = pool;
    LockTable locks = new LockTable();
    this.parts =
        new PoolParts(
            new LockingVolumes(pool.info().id(), pool.volumes(), locks),
            new LockingSnapshots(pool.info().id(), pool.snapshots(), locks),
            new LockingGroupSnapshots(pool.info().id(), pool.groupSnapshots(), locks),
            new LockingAttachments(pool.attachments(), locks));
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
  public PoolParts parts() {
    return parts;
  }

  @Override
  public void close() {
    // Takes no lock: whoever closes a pool has seen to it that nobody calls it any more.
    pool.close();
  }
}
