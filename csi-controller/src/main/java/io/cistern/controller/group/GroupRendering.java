package io.cistern.controller.group;

import io.cistern.controller.snapshot.SnapshotRendering;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolId;
import io.cistern.protocol.agent.GroupSnapshot;
import io.cistern.protocol.agent.Snapshot;
import io.cistern.protocol.csi.VolumeGroupSnapshot;
import java.util.UUID;

/** Group snapshots as CSI tells them. */
public final class GroupRendering {
  private GroupRendering() {}

  public static VolumeGroupSnapshot group(GroupSnapshot group) {
    GroupSnapshotId id =
        new GroupSnapshotId(new PoolId(group.getPoolId()), UUID.fromString(group.getUuid()));
    return VolumeGroupSnapshot.newBuilder()
        .setGroupSnapshotId(id.toString())
        .addAllSnapshots(
            group.getSnapshotsList().stream().map(SnapshotRendering::snapshot).toList())
        .setCreationTime(group.getCutAt())
        .setReadyToUse(group.getSnapshotsList().stream().allMatch(Snapshot::getReady))
        .build();
  }
}
