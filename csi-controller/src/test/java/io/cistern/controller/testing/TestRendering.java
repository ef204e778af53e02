package io.cistern.controller.testing;

import com.google.protobuf.Timestamp;
import io.cistern.pool.Pool;
import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.Condition;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.IoLimit;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import io.cistern.protocol.agent.Capacity;
import io.cistern.protocol.agent.GroupSnapshot;
import io.cistern.protocol.agent.Snapshot;
import io.cistern.protocol.agent.Volume;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Pool values as agent messages, and back. */
final class TestRendering {
  private TestRendering() {}

  static VolumeSpec spec(Pool pool, io.cistern.protocol.agent.VolumeSpec spec) {
    ContentSource source =
        switch (spec.getSource().getSourceCase()) {
          case VOLUME_UUID ->
              new ContentSource.OfVolume(
                  new VolumeId(
                      pool.info().id(), UUID.fromString(spec.getSource().getVolumeUuid())));
          case SNAPSHOT_UUID ->
              new ContentSource.OfSnapshot(
                  new SnapshotId(
                      pool.info().id(), UUID.fromString(spec.getSource().getSnapshotUuid())));
          case SOURCE_NOT_SET -> new ContentSource.Blank();
        };
    return new VolumeSpec(
        new EntityName(spec.getName()),
        new CapacityRange(
            new ByteSize(spec.getRequiredBytes()), new ByteSize(spec.getLimitBytes())),
        AccessType.valueOf(spec.getAccessType().name()),
        FsType.parse(spec.getFsType()).orElse(FsType.EXT4),
        new TreeSet<>(spec.getAccessModesList()),
        Provisioning.valueOf(spec.getProvisioning().name()),
        limits(spec.getIoLimits()),
        switch (spec.getEncryption()) {
          case ENCRYPTION_LUKS2 -> Encryption.LUKS2;
          case ENCRYPTION_NONE, UNRECOGNIZED -> Encryption.NONE;
        },
        source,
        new TreeMap<>(spec.getParametersMap()));
  }

  private static IoLimits limits(io.cistern.protocol.agent.IoLimits limits) {
    Map<IoLimit, Long> perSecond = new EnumMap<>(IoLimit.class);
    for (IoLimit limit : IoLimit.values()) {
      long value =
          switch (limit) {
            case READ_IOPS -> limits.getReadIops();
            case WRITE_IOPS -> limits.getWriteIops();
            case READ_BANDWIDTH -> limits.getReadBandwidth();
            case WRITE_BANDWIDTH -> limits.getWriteBandwidth();
          };
      if (value != 0) {
        perSecond.put(limit, value);
      }
    }
    return new IoLimits(perSecond);
  }

  static Volume volume(io.cistern.pool.model.Volume volume, Pool pool) {
    VolumeSpec spec = volume.spec();
    io.cistern.protocol.agent.VolumeSpec.Builder rendered =
        io.cistern.protocol.agent.VolumeSpec.newBuilder()
            .setName(spec.name().value())
            .setRequiredBytes(spec.capacity().required().bytes())
            .setLimitBytes(spec.capacity().limit().bytes())
            .setAccessType(io.cistern.protocol.agent.AccessType.valueOf(spec.accessType().name()))
            .setFsType(spec.accessType() == AccessType.BLOCK ? "" : spec.fsType().kernelName())
            .addAllAccessModes(spec.accessModes())
            .setProvisioning(
                io.cistern.protocol.agent.Provisioning.valueOf(volume.provisioning().name()))
            .putAllParameters(spec.parameters());
    switch (spec.source()) {
      case ContentSource.Blank() -> rendered.clearSource();
      case ContentSource.OfVolume(var id) ->
          rendered.getSourceBuilder().setVolumeUuid(id.uuid().toString());
      case ContentSource.OfSnapshot(var id) ->
          rendered.getSourceBuilder().setSnapshotUuid(id.uuid().toString());
    }
    Condition condition = pool.volumes().condition(volume.id());
    return Volume.newBuilder()
        .setPoolId(volume.id().pool().value())
        .setUuid(volume.id().uuid().toString())
        .setSpec(rendered)
        .setSizeBytes(volume.size().bytes())
        .setCreatedAt(timestamp(volume.createdAt()))
        .setCondition(
            io.cistern.protocol.agent.Condition.newBuilder()
                .setAbnormal(condition.abnormal())
                .setMessage(condition.message()))
        .build();
  }

  static Snapshot snapshot(io.cistern.pool.model.Snapshot snapshot) {
    return Snapshot.newBuilder()
        .setPoolId(snapshot.id().pool().value())
        .setUuid(snapshot.id().uuid().toString())
        .setName(snapshot.name().value())
        .setSourceVolumeUuid(snapshot.source().uuid().toString())
        .setSizeBytes(snapshot.size().bytes())
        .setCutAt(timestamp(snapshot.cutAt()))
        .setReady(true)
        .setGroupUuid(snapshot.group().map(id -> id.uuid().toString()).orElse(""))
        .build();
  }

  static GroupSnapshot group(io.cistern.pool.model.GroupSnapshot group) {
    return GroupSnapshot.newBuilder()
        .setPoolId(group.id().pool().value())
        .setUuid(group.id().uuid().toString())
        .setName(group.name().value())
        .setCutAt(timestamp(group.cutAt()))
        .addAllSnapshots(group.snapshots().stream().map(TestRendering::snapshot).toList())
        .build();
  }

  static Capacity capacity(io.cistern.pool.model.Capacity capacity) {
    return Capacity.newBuilder()
        .setTotal(capacity.total().bytes())
        .setAvailable(capacity.available().bytes())
        .setAvailableThick(capacity.availableThick().bytes())
        .setUsed(capacity.used().bytes())
        .setPromised(capacity.promised().bytes())
        .setReserved(capacity.reserved().bytes())
        .setMinimumVolumeSize(capacity.minimumVolumeSize().bytes())
        .setMaximumVolumeSize(capacity.maximumVolumeSize().bytes())
        .build();
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
