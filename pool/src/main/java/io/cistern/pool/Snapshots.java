package io.cistern.pool;

import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import java.util.Optional;

/** The snapshots of a pool. See {@link Pool} for what holds of every method. */
public interface Snapshots {

  /**
   * Cuts a snapshot, or returns the one this request made before, with the time of its first cut. A
   * mounted filesystem is frozen for the cut, so everything written before the call is in it; an
   * attached raw device is flushed.
   *
   * @throws PoolError.NotFound if there is no such volume
   * @throws PoolError.AlreadyExists if the name is taken by a snapshot of another volume
   * @throws PoolError.OutOfSpace if the pool cannot hold it
   */
  Snapshot create(EntityName name, VolumeId source);

  Optional<Snapshot> find(SnapshotId id);

  /**
   * Snapshots in ascending order of their uuids.
   *
   * @param source only those of this volume; empty for all
   * @param after start after this one, which need not exist; empty for the first page
   * @param limit at most so many, 1 or more
   */
  Page<Snapshot> list(Optional<VolumeId> source, Optional<SnapshotId> after, int limit);

  /**
   * Removes a snapshot; volumes made from it live on. Absent is success.
   *
   * @throws PoolError.Precondition if it is a member of a group
   */
  void delete(SnapshotId id);
}
