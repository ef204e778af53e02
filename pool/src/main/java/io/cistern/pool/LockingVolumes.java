package io.cistern.pool;

import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.Condition;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import java.util.Map;
import java.util.Optional;

/** The locks of the calls on volumes. */
final class LockingVolumes implements Volumes {
  private final PoolId pool;
  private final Volumes volumes;
  private final LockTable locks;

  LockingVolumes(PoolId pool, Volumes volumes, LockTable locks) {
    this.pool = pool;
    this.volumes = volumes;
    this.locks = locks;
  }

  @Override
  public Volume create(VolumeSpec spec) {
    try (LockTable.Hold hold = locks.hold().write(VolumeId.named(pool, spec.name()))) {
      switch (spec.source()) {
        case ContentSource.Blank() -> {}
        // Alone: a mounted source is frozen for the cut, and a second freeze would be undone early.
        case ContentSource.OfVolume(VolumeId source) -> hold.write(source);
        // Together: a snapshot never changes; it only must not go away.
        case ContentSource.OfSnapshot(var source) -> hold.read(source);
      }
      return volumes.create(spec);
    }
  }

  @Override
  public Optional<Volume> find(VolumeId id) {
    // Takes no lock: a record is replaced as a whole, so a reader sees the old or the new one.
    return volumes.find(id);
  }

  @Override
  public Page<Volume> list(Optional<VolumeId> after, int limit) {
    // Takes no lock: each volume is read as by find; the list is of no single moment.
    return volumes.list(after, limit);
  }

  @Override
  public void delete(VolumeId id) {
    try (LockTable.Hold _ = locks.hold().write(id)) {
      volumes.delete(id);
    }
  }

  @Override
  public Volume expand(VolumeId id, CapacityRange range) {
    try (LockTable.Hold _ = locks.hold().write(id)) {
      return volumes.expand(id, range);
    }
  }

  @Override
  public Volume modify(VolumeId id, Map<String, String> parameters) {
    try (LockTable.Hold _ = locks.hold().write(id)) {
      return volumes.modify(id, parameters);
    }
  }

  @Override
  public Volume recordFormatting(VolumeId id, Formatting formatting) {
    try (LockTable.Hold _ = locks.hold().write(id)) {
      return volumes.recordFormatting(id, formatting);
    }
  }

  @Override
  public Condition condition(VolumeId id) {
    // Takes no lock: health must be answered while a long operation runs on the volume.
    return volumes.condition(id);
  }
}
