package io.cistern.node.agent;

import io.cistern.node.error.NodeError;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.IoLimit;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import io.cistern.protocol.agent.AccessType;
import io.cistern.protocol.agent.Encryption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/** Takes the agent's requests apart. Whatever cannot be right is {@link NodeError} invalid. */
final class AgentRequests {
  private static final int LARGEST_PAGE = 1000;
  private static final int MOST_RANGES = 10_000;

  private AgentRequests() {}

  static PoolId poolId(String text) {
    return valid("pool_id", () -> new PoolId(text));
  }

  static EntityName name(String text) {
    return valid("name", () -> new EntityName(text));
  }

  static UUID uuid(String field, String text) {
    UUID uuid = valid(field, () -> UUID.fromString(text));
    if (!uuid.toString().equals(text)) {
      throw NodeError.invalid(field + " is not a uuid in its usual form");
    }
    return uuid;
  }

  static Optional<UUID> optionalUuid(String field, String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(uuid(field, text));
  }

  static int limit(int limit) {
    return limit(limit, LARGEST_PAGE);
  }

  static int rangeLimit(int limit) {
    return limit(limit, MOST_RANGES);
  }

  private static int limit(int limit, int largest) {
    if (limit < 1 || limit > largest) {
      throw NodeError.invalid("limit is 1 to " + largest + ", not " + limit);
    }
    return limit;
  }

  static CapacityRange range(long required, long limit) {
    return valid("capacity", () -> new CapacityRange(new ByteSize(required), new ByteSize(limit)));
  }

  static VolumeSpec spec(PoolId pool, io.cistern.protocol.agent.VolumeSpec spec) {
    return valid(
        "spec",
        () ->
            new VolumeSpec(
                name(spec.getName()),
                range(spec.getRequiredBytes(), spec.getLimitBytes()),
                accessType(spec.getAccessType()),
                fsType(spec),
                new TreeSet<>(spec.getAccessModesList()),
                provisioning(spec.getProvisioning()),
                limits(spec.getIoLimits()),
                encryption(spec.getEncryption()),
                source(pool, spec.getSource()),
                new TreeMap<>(spec.getParametersMap())));
  }

  private static io.cistern.pool.model.AccessType accessType(AccessType type) {
    return switch (type) {
      case FILE_SYSTEM -> io.cistern.pool.model.AccessType.FILE_SYSTEM;
      case BLOCK -> io.cistern.pool.model.AccessType.BLOCK;
      case ACCESS_TYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw NodeError.invalid("access_type is required");
    };
  }

  private static FsType fsType(io.cistern.protocol.agent.VolumeSpec spec) {
    if (spec.getAccessType() == AccessType.BLOCK && spec.getFsType().isEmpty()) {
      return FsType.EXT4;
    }
    return FsType.parse(spec.getFsType())
        .orElseThrow(() -> NodeError.invalid("fs_type is one of ext4, xfs and btrfs"));
  }

  private static Provisioning provisioning(io.cistern.protocol.agent.Provisioning provisioning) {
    return switch (provisioning) {
      case THIN -> Provisioning.THIN;
      case THICK -> Provisioning.THICK;
      case PROVISIONING_UNSPECIFIED, UNRECOGNIZED ->
          throw NodeError.invalid("provisioning is required");
    };
  }

  private static io.cistern.pool.model.Encryption encryption(Encryption encryption) {
    return switch (encryption) {
      case ENCRYPTION_NONE -> io.cistern.pool.model.Encryption.NONE;
      case ENCRYPTION_LUKS2 -> io.cistern.pool.model.Encryption.LUKS2;
      case UNRECOGNIZED -> throw NodeError.invalid("encryption is not known here");
    };
  }

  private static IoLimits limits(io.cistern.protocol.agent.IoLimits limits) {
    Map<IoLimit, Long> perSecond = new EnumMap<>(IoLimit.class);
    perSecond.put(IoLimit.READ_IOPS, limits.getReadIops());
    perSecond.put(IoLimit.WRITE_IOPS, limits.getWriteIops());
    perSecond.put(IoLimit.READ_BANDWIDTH, limits.getReadBandwidth());
    perSecond.put(IoLimit.WRITE_BANDWIDTH, limits.getWriteBandwidth());
    perSecond.values().removeIf(unlimited -> unlimited == 0);
    return new IoLimits(perSecond);
  }

  private static ContentSource source(PoolId pool, io.cistern.protocol.agent.ContentSource source) {
    return switch (source.getSourceCase()) {
      case VOLUME_UUID ->
          new ContentSource.OfVolume(
              new VolumeId(pool, uuid("source.volume_uuid", source.getVolumeUuid())));
      case SNAPSHOT_UUID ->
          new ContentSource.OfSnapshot(
              new SnapshotId(pool, uuid("source.snapshot_uuid", source.getSnapshotUuid())));
      case SOURCE_NOT_SET -> new ContentSource.Blank();
    };
  }

  /** Runs the constructors of values, which say what is wrong in an IllegalArgumentException. */
  private static <T> T valid(String field, Supplier<T> parse) {
    try {
      return parse.get();
    } catch (IllegalArgumentException wrong) {
      throw NodeError.invalid(field + ": " + wrong.getMessage());
    }
  }
}
