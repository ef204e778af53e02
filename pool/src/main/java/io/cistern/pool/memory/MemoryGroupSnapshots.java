package io.cistern.pool.memory;

import io.cistern.pool.GroupSnapshots;
import io.cistern.pool.memory.MemoryState.StoredSnapshot;
import io.cistern.pool.memory.MemoryState.StoredVolume;
import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.rules.Conflicts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Group snapshots in memory. */
final class MemoryGroupSnapshots implements GroupSnapshots {
  private final MemoryState state;

  MemoryGroupSnapshots(MemoryState state) {
    this.state = state;
  }

  @Override
  public GroupSnapshot create(EntityName name, Set<VolumeId> sources) {
    if (sources.isEmpty()) {
      throw new PoolError.Invalid("a group snapshot has at least one volume");
    }
    synchronized (state) {
      GroupSnapshotId id = GroupSnapshotId.named(state.info.id(), name);
      GroupSnapshot existing = state.groups.get(id);
      if (existing != null) {
        return Conflicts.replay(existing, sources);
      }
      List<StoredVolume> volumes = sources.stream().map(state::volume).toList();
      volumes.forEach(this::requireCuttable);
      state.reserve(
          volumes.stream()
              .map(volume -> new ByteSize(volume.bytes().allocated()))
              .reduce(ByteSize.ZERO, ByteSize::plus));
      return cut(id, name, volumes);
    }
  }

  private void requireCuttable(StoredVolume stored) {
    if (stored.volume().spec().accessType() == AccessType.BLOCK
        && state.devices.containsKey(stored.volume().id())) {
      throw new PoolError.Precondition(
          "volume %s is an attached raw device, which cannot be held still"
              .formatted(stored.volume().id()));
    }
  }

  private GroupSnapshot cut(GroupSnapshotId id, EntityName name, List<StoredVolume> volumes) {
    Instant cutAt = Instant.now();
    List<StoredSnapshot> members =
        volumes.stream()
            .map(StoredVolume::volume)
            .map(
                volume ->
                    MemorySnapshots.cut(
                        state,
                        Conflicts.memberName(id, volume.id()),
                        volume,
                        cutAt,
                        Optional.of(id)))
            .sorted(Comparator.comparing(member -> MemoryState.key(member.snapshot().id().uuid())))
            .toList();
    for (StoredSnapshot member : members) {
      state.snapshots.put(MemoryState.key(member.snapshot().id().uuid()), member);
    }
    List<Snapshot> snapshots = members.stream().map(StoredSnapshot::snapshot).toList();
    GroupSnapshot group = new GroupSnapshot(id, name, cutAt, snapshots);
    state.groups.put(id, group);
    return group;
  }

  @Override
  public Optional<GroupSnapshot> find(GroupSnapshotId id) {
    synchronized (state) {
      return Optional.ofNullable(state.groups.get(id));
    }
  }

  @Override
  public void delete(GroupSnapshotId id) {
    synchronized (state) {
      GroupSnapshot group = state.groups.remove(id);
      if (group != null) {
        group
            .snapshots()
            .forEach(member -> state.snapshots.remove(MemoryState.key(member.id().uuid())));
      }
    }
  }
}
