package io.cistern.controller.volume;

import io.cistern.controller.placement.TopologyParser;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.Condition;
import io.cistern.protocol.agent.ContentSource;
import io.cistern.protocol.csi.Volume;
import io.cistern.protocol.csi.VolumeCondition;
import io.cistern.protocol.csi.VolumeContentSource;
import java.util.Optional;
import java.util.UUID;

/** Volumes as CSI tells them. */
public final class VolumeRendering {
  private VolumeRendering() {}

  public static VolumeId id(io.cistern.protocol.agent.Volume volume) {
    return new VolumeId(new PoolId(volume.getPoolId()), UUID.fromString(volume.getUuid()));
  }

  public static Volume volume(PlacedVolume placed) {
    io.cistern.protocol.agent.Volume volume = placed.volume();
    Volume.Builder rendered =
        Volume.newBuilder()
            .setVolumeId(id(volume).toString())
            .setCapacityBytes(volume.getSizeBytes())
            .addAccessibleTopology(TopologyParser.render(placed.place()));
    source(new PoolId(volume.getPoolId()), volume.getSpec().getSource())
        .ifPresent(rendered::setContentSource);
    return rendered.build();
  }

  private static Optional<VolumeContentSource> source(PoolId pool, ContentSource source) {
    VolumeContentSource.Builder rendered = VolumeContentSource.newBuilder();
    return switch (source.getSourceCase()) {
      case VOLUME_UUID -> {
        VolumeId id = new VolumeId(pool, UUID.fromString(source.getVolumeUuid()));
        rendered.getVolumeBuilder().setVolumeId(id.toString());
        yield Optional.of(rendered.build());
      }
      case SNAPSHOT_UUID -> {
        SnapshotId id = new SnapshotId(pool, UUID.fromString(source.getSnapshotUuid()));
        rendered.getSnapshotBuilder().setSnapshotId(id.toString());
        yield Optional.of(rendered.build());
      }
      case SOURCE_NOT_SET -> Optional.empty();
    };
  }

  public static VolumeCondition condition(Condition condition) {
    return VolumeCondition.newBuilder()
        .setAbnormal(condition.getAbnormal())
        .setMessage(condition.getMessage())
        .build();
  }
}
