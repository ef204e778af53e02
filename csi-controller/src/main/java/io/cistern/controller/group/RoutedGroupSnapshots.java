package io.cistern.controller.group;

import io.cistern.controller.ControllerError;
import io.cistern.controller.agents.Agents;
import io.cistern.controller.snapshot.SnapshotRendering;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.CreateGroupSnapshotRequest;
import io.cistern.protocol.agent.DeleteGroupSnapshotRequest;
import io.cistern.protocol.agent.GetGroupSnapshotRequest;
import io.cistern.protocol.agent.GroupSnapshot;
import io.cistern.protocol.agent.Snapshot;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Group snapshots as the agents that own them tell and make them. */
public final class RoutedGroupSnapshots implements GroupSnapshots {
  private final Agents agents;

  public RoutedGroupSnapshots(Agents agents) {
    this.agents = agents;
  }

  @Override
  public GroupSnapshot create(EntityName name, List<VolumeId> sources) {
    Set<PoolId> pools = sources.stream().map(VolumeId::pool).collect(Collectors.toSet());
    if (pools.size() > 1) {
      throw new ControllerError.Precondition(
          "the volumes are in "
              + pools.size()
              + " pools; a group snapshot is of volumes of one pool");
    }
    PoolId pool = pools.iterator().next();
    List<String> uuids = sources.stream().map(id -> id.uuid().toString()).distinct().toList();
    CreateGroupSnapshotRequest request =
        CreateGroupSnapshotRequest.newBuilder()
            .setPoolId(pool.value())
            .setName(name.value())
            .addAllSourceVolumeUuids(uuids)
            .build();
    GroupSnapshot group = agents.change(pool, stub -> stub.createGroupSnapshot(request));
    List<Snapshot> inOrder =
        group.getSnapshotsList().stream()
            .sorted(Comparator.comparingInt(s -> uuids.indexOf(s.getSourceVolumeUuid())))
            .toList();
    return group.toBuilder().clearSnapshots().addAllSnapshots(inOrder).build();
  }

  @Override
  public GroupSnapshot get(GroupSnapshotId id, List<SnapshotId> members) {
    GetGroupSnapshotRequest request =
        GetGroupSnapshotRequest.newBuilder()
            .setPoolId(id.pool().value())
            .setUuid(id.uuid().toString())
            .build();
    GroupSnapshot group = agents.read(id.pool(), stub -> stub.getGroupSnapshot(request));
    Set<SnapshotId> actual =
        group.getSnapshotsList().stream().map(SnapshotRendering::id).collect(Collectors.toSet());
    if (!members.isEmpty() && !actual.equals(new HashSet<>(members))) {
      throw new ControllerError.Invalid("snapshot_ids are not the members of the group");
    }
    return group;
  }

  @Override
  public void delete(GroupSnapshotId id, List<SnapshotId> members) {
    if (!members.isEmpty() && isAbsent(id, members)) {
      return;
    }
    DeleteGroupSnapshotRequest request =
        DeleteGroupSnapshotRequest.newBuilder()
            .setPoolId(id.pool().value())
            .setUuid(id.uuid().toString())
            .build();
    agents.change(id.pool(), stub -> stub.deleteGroupSnapshot(request));
  }

  private boolean isAbsent(GroupSnapshotId id, List<SnapshotId> members) {
    try {
      get(id, members);
      return false;
    } catch (ControllerError.Refused answer) {
      if (answer.isAbsence()) {
        return true;
      }
      throw answer;
    }
  }
}
