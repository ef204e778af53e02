package io.cistern.pool;

import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Builds the request for a volume in a test: 64 MiB of thin raw blocks where nothing else is said.
 */
public final class Request {
  private final EntityName name;
  private CapacityRange capacity = CapacityRange.atLeast(ByteSize.ofMiB(64));
  private AccessType accessType = AccessType.BLOCK;
  private FsType fsType = FsType.EXT4;
  private SortedSet<String> accessModes = new TreeSet<>(Set.of("SINGLE_NODE_WRITER"));
  private Provisioning provisioning = Provisioning.THIN;
  private IoLimits limits = IoLimits.NONE;
  private Encryption encryption = Encryption.NONE;
  private ContentSource source = new ContentSource.Blank();
  private final SortedMap<String, String> parameters = new TreeMap<>();

  private Request(String name) {
    this.name = new EntityName(name);
  }

  /** A raw volume. */
  public static Request raw(String name) {
    return new Request(name);
  }

  /** A volume with an ext4. */
  public static Request file(String name) {
    Request request = new Request(name);
    request.accessType = AccessType.FILE_SYSTEM;
    return request;
  }

  /** At least so large. */
  public Request size(ByteSize required) {
    this.capacity = CapacityRange.atLeast(required);
    return this;
  }

  /** At least and at most so large. */
  public Request between(ByteSize required, ByteSize limit) {
    this.capacity = new CapacityRange(required, limit);
    return this;
  }

  /** With this filesystem. */
  public Request fsType(FsType type) {
    this.fsType = type;
    return this;
  }

  /** With this one access mode. */
  public Request accessMode(String mode) {
    this.accessModes = new TreeSet<>(Set.of(mode));
    return this;
  }

  /** All its space promised. */
  public Request thick() {
    this.provisioning = Provisioning.THICK;
    return this;
  }

  /** With these limits of I/O. */
  public Request limits(Map<String, String> parameters) {
    this.limits = IoLimits.NONE.with(parameters);
    return this;
  }

  /** Encrypted. */
  public Request encrypted() {
    this.encryption = Encryption.LUKS2;
    return this;
  }

  /** As a copy of a volume. */
  public Request from(VolumeId volume) {
    this.source = new ContentSource.OfVolume(volume);
    return this;
  }

  /** As a copy of a snapshot. */
  public Request from(SnapshotId snapshot) {
    this.source = new ContentSource.OfSnapshot(snapshot);
    return this;
  }

  /** With this StorageClass parameter. */
  public Request parameter(String key, String value) {
    parameters.put(key, value);
    return this;
  }

  /** The request. */
  public VolumeSpec spec() {
    return new VolumeSpec(
        name,
        capacity,
        accessType,
        fsType,
        accessModes,
        provisioning,
        limits,
        encryption,
        source,
        parameters);
  }
}
