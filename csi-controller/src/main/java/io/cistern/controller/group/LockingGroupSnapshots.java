package io.cistern.controller.group;

import io.cistern.controller.locking.KeyLocks;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.GroupSnapshot;
import java.util.List;

/** Group snapshots whose calls exclude each other, one group at a time. */
public final class LockingGroupSnapshots implements GroupSnapshots {
  private final GroupSnapshots groups;
  private final KeyLocks locks = new KeyLocks();

  public LockingGroupSnapshots(GroupSnapshots groups) {
    this.groups = groups;
  }

  @Override
  public GroupSnapshot create(EntityName name, List<VolumeId> sources) {
    // The sources are not locked: their pool guards them, and knows when the cut is over.
    return locks.exclusively(
        GroupSnapshotId.named(sources.getFirst().pool(), name).uuid(),
        () -> groups.create(name, sources));
  }

  @Override
  public GroupSnapshot get(GroupSnapshotId id, List<SnapshotId> members) {
    // Takes no lock: it is of one look.
    return groups.get(id, members);
  }

  @Override
  public void delete(GroupSnapshotId id, List<SnapshotId> members) {
    locks.exclusively(
        id.uuid(),
        () -> {
          groups.delete(id, members);
          return id;
        });
  }
}
