package io.cistern.pool.memory;

import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Capacity;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolInfo;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.rules.VolumeSizes;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What a memory pool holds. Every use is under this object's monitor. */
final class MemoryState {
  /**
   * A volume and its bytes.
   *
   * @param volume its record
   * @param bytes its content
   */
  record StoredVolume(Volume volume, SparseBytes bytes) {}

  /**
   * A snapshot and its bytes.
   *
   * @param snapshot its record
   * @param bytes its content
   */
  record StoredSnapshot(Snapshot snapshot, SparseBytes bytes) {}

  /** A device: the size it has, and how many have it open. */
  static final class Device {
    ByteSize size;
    int openers;

    Device(ByteSize size) {
      this.size = size;
    }
  }

  final PoolInfo info;
  final ByteSize total;
  // By the text of the uuid, which is the order of lists; UUID itself compares as signed numbers.
  final TreeMap<String, StoredVolume> volumes = new TreeMap<>();
  final TreeMap<String, StoredSnapshot> snapshots = new TreeMap<>();
  final Map<GroupSnapshotId, GroupSnapshot> groups = new HashMap<>();
  final Map<VolumeId, Device> devices = new HashMap<>();

  MemoryState(PoolInfo info, ByteSize total) {
    this.info = info;
    this.total = total;
  }

  static String key(UUID uuid) {
    return uuid.toString();
  }

  StoredVolume volume(VolumeId id) {
    StoredVolume stored = id.pool().equals(info.id()) ? volumes.get(key(id.uuid())) : null;
    if (stored == null) {
      throw new PoolError.NotFound("there is no volume " + id);
    }
    return stored;
  }

  StoredSnapshot snapshot(SnapshotId id) {
    StoredSnapshot stored = id.pool().equals(info.id()) ? snapshots.get(key(id.uuid())) : null;
    if (stored == null) {
      throw new PoolError.NotFound("there is no snapshot " + id);
    }
    return stored;
  }

  void replace(Volume volume) {
    volumes.computeIfPresent(
        key(volume.id().uuid()), (key, old) -> new StoredVolume(volume, old.bytes()));
  }

  /** Refuses a promise of space that cannot be kept. */
  void reserve(ByteSize promise) {
    ByteSize available = capacity().available();
    if (available.isZero() || promise.compareTo(available) > 0) {
      throw new PoolError.OutOfSpace(
          "the pool has %s left, %s are needed".formatted(available, promise));
    }
  }

  Capacity capacity() {
    long used = 0;
    long promised = 0;
    for (StoredVolume stored : volumes.values()) {
      long allocated = stored.bytes().allocated();
      used += allocated;
      if (stored.volume().provisioning() == Provisioning.THICK) {
        promised += Math.max(0, stored.volume().dataSize().bytes() - allocated);
      }
    }
    for (StoredSnapshot stored : snapshots.values()) {
      used += stored.bytes().allocated();
    }
    ByteSize reserved = new ByteSize(total.bytes() / 20);
    ByteSize available =
        new ByteSize(Math.max(0, total.bytes() - used - promised - reserved.bytes()));
    return new Capacity(
        total,
        new ByteSize(used),
        new ByteSize(promised),
        reserved,
        available,
        available,
        ByteSize.ofMiB(1),
        available.isZero() ? ByteSize.ZERO : total,
        Capacity.Metadata.WITH_DATA);
  }

  /** The largest single volume; thin ones may promise more together than there is. */
  ByteSize maximumVolumeSize() {
    return new ByteSize(total.bytes() / VolumeSizes.GRANULE.bytes() * VolumeSizes.GRANULE.bytes());
  }
}
