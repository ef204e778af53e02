package io.cistern.pool;

import io.cistern.pool.model.BlockRange;
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
   * The parts of a snapshot that hold data, in ascending order and apart from each other; whatever
   * is between them reads as zeros.
   *
   * @param from where to begin, in bytes; rounded down to 4 KiB
   * @param limit at most so many, 1 or more; the next page begins where the last range ends
   * @throws PoolError.NotFound if there is no such snapshot
   * @throws PoolError.SizeOutOfRange if the offset is not within it
   * @throws PoolError.Precondition if this pool cannot tell
   */
  default Page<BlockRange> allocated(SnapshotId id, long from, int limit) {
    throw new PoolError.Precondition("this pool cannot tell which blocks a snapshot has");
  }

  /**
   * The parts of a snapshot that may differ from an older one of the same volume: none that differs
   * is left out. Otherwise as {@link #allocated}; what has become zeros is named too.
   *
   * @throws PoolError.NotFound if one of them does not exist; a deleted one cannot be compared with
   * @throws PoolError.Invalid if they are not of one volume, or the base is the newer
   */
  default Page<BlockRange> changed(SnapshotId base, SnapshotId target, long from, int limit) {
    throw new PoolError.Precondition("this pool cannot tell which blocks have changed");
  }

  /**
   * Removes a snapshot; volumes made from it live on. Absent is success.
   *
   * @throws PoolError.Precondition if it is a member of a group
   */
  void delete(SnapshotId id);
}
