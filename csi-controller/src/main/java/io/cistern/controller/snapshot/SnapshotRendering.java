package io.cistern.controller.snapshot;

import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.csi.Snapshot;
import java.util.UUID;

/** Snapshots as CSI tells them. */
public final class SnapshotRendering {
  private SnapshotRendering() {}

  public static SnapshotId id(io.cistern.protocol.agent.Snapshot snapshot) {
    return new SnapshotId(new PoolId(snapshot.getPoolId()), UUID.fromString(snapshot.getUuid()));
  }

  public static Snapshot snapshot(io.cistern.protocol.agent.Snapshot snapshot) {
    PoolId pool = new PoolId(snapshot.getPoolId());
    Snapshot.Builder rendered =
        Snapshot.newBuilder()
            .setSnapshotId(id(snapshot).toString())
            .setSourceVolumeId(
                new VolumeId(pool, UUID.fromString(snapshot.getSourceVolumeUuid())).toString())
            .setSizeBytes(snapshot.getSizeBytes())
            .setCreationTime(snapshot.getCutAt())
            .setReadyToUse(snapshot.getReady());
    if (!snapshot.getGroupUuid().isEmpty()) {
      rendered.setGroupSnapshotId(
          new GroupSnapshotId(pool, UUID.fromString(snapshot.getGroupUuid())).toString());
    }
    return rendered.build();
  }
}
