package io.cistern.pool.model;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The whole request that made a volume; it stands beside the data for as long as the volume lives,
 * so that a replay can be told from a conflict.
 *
 * @param name the idempotency key
 * @param capacity what was asked; the volume's size may have grown since
 * @param accessType filesystem or raw block
 * @param fsType the filesystem, for {@link AccessType#FILE_SYSTEM}; a raw volume ignores it
 * @param accessModes names of CSI access modes, at least one
 * @param provisioning thin or thick
 * @param limits how much I/O its pods may do
 * @param encryption whether its bytes are encrypted
 * @param source where its first bytes come from
 * @param parameters the StorageClass's parameters as given
 */
public record VolumeSpec(
    EntityName name,
    CapacityRange capacity,
    AccessType accessType,
    FsType fsType,
    SortedSet<String> accessModes,
    Provisioning provisioning,
    IoLimits limits,
    Encryption encryption,
    ContentSource source,
    SortedMap<String, String> parameters) {

  public VolumeSpec {
    if (accessModes.isEmpty()) {
      throw new IllegalArgumentException("a volume has at least one access mode");
    }
    accessModes = immutable(accessModes);
    parameters = immutable(parameters);
  }

  private static SortedSet<String> immutable(Set<String> set) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(set));
  }

  private static SortedMap<String, String> immutable(Map<String, String> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** The least size that this request can be given, whatever the pool. */
  public ByteSize leastSize() {
    return accessType == AccessType.FILE_SYSTEM ? fsType.minimumSize() : ByteSize.ofMiB(1);
  }

  /**
   * Whether a create with {@code other} is a replay of the one that made the volume of this spec
   * and of size {@code size}: the same in everything but the size, which must fit.
   */
  public boolean isSatisfiedBy(VolumeSpec other, ByteSize size) {
    return other.capacity.contains(size) && withCapacity(other.capacity).equals(other);
  }

  private VolumeSpec withCapacity(CapacityRange range) {
    return new VolumeSpec(
        name,
        range,
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
