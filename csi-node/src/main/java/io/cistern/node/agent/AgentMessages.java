package io.cistern.node.agent;

import com.google.protobuf.Timestamp;
import io.cistern.pool.Pool;
import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.IoLimit;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.VolumeSpec;
import io.cistern.protocol.agent.Capacity;
import io.cistern.protocol.agent.Condition;
import io.cistern.protocol.agent.GroupSnapshot;
import io.cistern.protocol.agent.PoolDescription;
import io.cistern.protocol.agent.Snapshot;
import io.cistern.protocol.agent.SnapshotBlocks;
import io.cistern.protocol.agent.Volume;
import java.time.Instant;
import java.util.Optional;

/** Renders what pools say as the agent's messages. */
final class AgentMessages {
  private AgentMessages() {}

  static PoolDescription pool(Pool pool) {
    io.cistern.pool.model.Capacity capacity = pool.capacity();
    return PoolDescription.newBuilder()
        .setPoolId(pool.info().id().value())
        .setName(pool.info().name().value())
        .setBackend(pool.info().backend())
        .setCapacity(
            Capacity.newBuilder()
                .setTotal(capacity.total().bytes())
                .setAvailable(capacity.available().bytes())
                .setAvailableThick(capacity.availableThick().bytes())
                .setMetadataUsed(capacity.metadata().used().bytes())
                .setMetadataTotal(capacity.metadata().total().bytes())
                .setUsed(capacity.used().bytes())
                .setPromised(capacity.promised().bytes())
                .setReserved(capacity.reserved().bytes())
                .setMinimumVolumeSize(capacity.minimumVolumeSize().bytes())
                .setMaximumVolumeSize(capacity.maximumVolumeSize().bytes()))
        .build();
  }

  static Volume volume(
      io.cistern.pool.model.Volume volume,
      io.cistern.pool.model.Condition condition,
      boolean attached) {
    return unlooked(volume).toBuilder()
        .setCondition(
            Condition.newBuilder()
                .setAbnormal(condition.abnormal())
                .setMessage(condition.message()))
        .setAttached(attached)
        .build();
  }

  /** A volume as it is recorded, without a look at its data and its device. */
  static Volume unlooked(io.cistern.pool.model.Volume volume) {
    return Volume.newBuilder()
        .setPoolId(volume.id().pool().value())
        .setUuid(volume.id().uuid().toString())
        .setSpec(spec(volume))
        .setSizeBytes(volume.size().bytes())
        .setCreatedAt(timestamp(volume.createdAt()))
        .build();
  }

  private static io.cistern.protocol.agent.VolumeSpec spec(io.cistern.pool.model.Volume volume) {
    VolumeSpec spec = volume.spec();
    io.cistern.protocol.agent.VolumeSpec.Builder message =
        io.cistern.protocol.agent.VolumeSpec.newBuilder()
            .setName(spec.name().value())
            .setRequiredBytes(spec.capacity().required().bytes())
            .setLimitBytes(spec.capacity().limit().bytes())
            .setAccessType(
                switch (spec.accessType()) {
                  case FILE_SYSTEM -> io.cistern.protocol.agent.AccessType.FILE_SYSTEM;
                  case BLOCK -> io.cistern.protocol.agent.AccessType.BLOCK;
                })
            .setFsType(spec.accessType() == AccessType.BLOCK ? "" : spec.fsType().kernelName())
            .addAllAccessModes(spec.accessModes())
            .setProvisioning(provisioning(volume.provisioning()))
            .setEncryption(
                switch (spec.encryption()) {
                  case NONE -> io.cistern.protocol.agent.Encryption.ENCRYPTION_NONE;
                  case LUKS2 -> io.cistern.protocol.agent.Encryption.ENCRYPTION_LUKS2;
                })
            .putAllParameters(spec.parameters());
    limits(volume.limits()).ifPresent(message::setIoLimits);
    source(spec.source()).ifPresent(message::setSource);
    return message.build();
  }

  private static io.cistern.protocol.agent.Provisioning provisioning(Provisioning provisioning) {
    return switch (provisioning) {
      case THIN -> io.cistern.protocol.agent.Provisioning.THIN;
      case THICK -> io.cistern.protocol.agent.Provisioning.THICK;
    };
  }

  /** Unset for a volume without limits. */
  private static Optional<io.cistern.protocol.agent.IoLimits> limits(IoLimits limits) {
    return limits.isNone()
        ? Optional.empty()
        : Optional.of(
            io.cistern.protocol.agent.IoLimits.newBuilder()
                .setReadIops(limits.of(IoLimit.READ_IOPS).orElse(0L))
                .setWriteIops(limits.of(IoLimit.WRITE_IOPS).orElse(0L))
                .setReadBandwidth(limits.of(IoLimit.READ_BANDWIDTH).orElse(0L))
                .setWriteBandwidth(limits.of(IoLimit.WRITE_BANDWIDTH).orElse(0L))
                .build());
  }

  /** Unset for a blank volume. */
  private static Optional<io.cistern.protocol.agent.ContentSource> source(ContentSource source) {
    io.cistern.protocol.agent.ContentSource.Builder message =
        io.cistern.protocol.agent.ContentSource.newBuilder();
    return switch (source) {
      case ContentSource.Blank _ -> Optional.empty();
      case ContentSource.OfVolume volume ->
          Optional.of(message.setVolumeUuid(volume.id().uuid().toString()).build());
      case ContentSource.OfSnapshot snapshot ->
          Optional.of(message.setSnapshotUuid(snapshot.id().uuid().toString()).build());
    };
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
        .setGroupUuid(snapshot.group().map(group -> group.uuid().toString()).orElse(""))
        .build();
  }

  static SnapshotBlocks blocks(
      Snapshot snapshot, Optional<Snapshot> base, Page<io.cistern.pool.model.BlockRange> page) {
    SnapshotBlocks.Builder blocks =
        SnapshotBlocks.newBuilder().setSnapshot(snapshot).setMore(page.more());
    base.ifPresent(blocks::setBase);
    page.items()
        .forEach(
            range -> blocks.addRangesBuilder().setOffset(range.offset()).setLength(range.length()));
    return blocks.build();
  }

  static GroupSnapshot group(io.cistern.pool.model.GroupSnapshot group) {
    return GroupSnapshot.newBuilder()
        .setPoolId(group.id().pool().value())
        .setUuid(group.id().uuid().toString())
        .setName(group.name().value())
        .addAllSnapshots(group.snapshots().stream().map(AgentMessages::snapshot).toList())
        .setCutAt(timestamp(group.cutAt()))
        .build();
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
