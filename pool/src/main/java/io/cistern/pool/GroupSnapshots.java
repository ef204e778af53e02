package io.cistern.pool;

import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.VolumeId;
import java.util.Optional;
import java.util.Set;

/** Snapshots of several volumes at one moment. See {@link Pool} for what holds of every method. */
public interface GroupSnapshots {

  /**
   * Cuts all volumes at one moment: every write that ended before any member's cut is in every
   * member it was sent to. All mounted filesystems are frozen, all are cut, all are thawed; a
   * watchdog thaws them if this process dies in between. Returns the group this request made
   * before, if it did.
   *
   * @throws PoolError.Invalid if {@code sources} is empty
   * @throws PoolError.NotFound if one of the volumes does not exist
   * @throws PoolError.AlreadyExists if the name is taken by a group of other volumes
   * @throws PoolError.Precondition if the one moment cannot be kept, as for an attached raw volume
   */
  GroupSnapshot create(EntityName name, Set<VolumeId> sources);

  Optional<GroupSnapshot> find(GroupSnapshotId id);

  /** Removes a group with all its members. Absent is success. */
  void delete(GroupSnapshotId id);
}
