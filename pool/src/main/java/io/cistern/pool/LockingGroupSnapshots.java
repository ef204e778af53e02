package io.cistern.pool;

import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.VolumeId;
import java.util.Optional;
import java.util.Set;

/** The locks of the calls on group snapshots. */
final class LockingGroupSnapshots implements GroupSnapshots {
  private final PoolId pool;
  private final GroupSnapshots groups;
  private final LockTable locks;

  LockingGroupSnapshots(PoolId pool, GroupSnapshots groups, LockTable locks) {
    this.pool = pool;
    this.groups = groups;
    this.locks = locks;
  }

  @Override
  public GroupSnapshot create(EntityName name, Set<VolumeId> sources) {
    try (LockTable.Hold hold = locks.hold().write(GroupSnapshotId.named(pool, name))) {
      // In no particular order: a lock that is taken is refused, not waited for.
      sources.forEach(hold::write);
      return groups.create(name, sources);
    }
  }

  @Override
  public Optional<GroupSnapshot> find(GroupSnapshotId id) {
    // Takes no lock: a group never changes once it is visible.
    return groups.find(id);
  }

  @Override
  public void delete(GroupSnapshotId id) {
    try (LockTable.Hold hold = locks.hold().write(id)) {
      // A volume may be made from a member at this moment.
      groups.find(id).stream()
          .flatMap(group -> group.snapshots().stream())
          .forEach(member -> hold.write(member.id()));
      groups.delete(id);
    }
  }
}
