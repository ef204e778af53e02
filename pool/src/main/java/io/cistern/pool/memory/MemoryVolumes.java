package io.cistern.pool.memory;

import io.cistern.pool.Volumes;
import io.cistern.pool.memory.MemoryState.StoredSnapshot;
import io.cistern.pool.memory.MemoryState.StoredVolume;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.Condition;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import io.cistern.pool.rules.Conflicts;
import io.cistern.pool.rules.Inheritance;
import io.cistern.pool.rules.MutableParameters;
import io.cistern.pool.rules.VolumeSizes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Volumes in memory. */
final class MemoryVolumes implements Volumes {
  /** What a new volume starts with. */
  private record Start(SparseBytes bytes, ByteSize size, Formatting formatting) {}

  private final MemoryState state;

  MemoryVolumes(MemoryState state) {
    this.state = state;
  }

  @Override
  public Volume create(VolumeSpec spec) {
    synchronized (state) {
      VolumeId id = VolumeId.named(state.info.id(), spec.name());
      Optional<Volume> existing = find(id);
      if (existing.isPresent()) {
        return Conflicts.replay(existing.get(), spec);
      }
      Start start = start(spec);
      ByteSize size = VolumeSizes.ofNew(spec, start.size(), state.maximumVolumeSize());
      boolean thick = spec.provisioning() == Provisioning.THICK;
      state.reserve(
          thick
              ? size.plus(spec.encryption().headerSize())
              : new ByteSize(start.bytes().allocated()));
      Volume volume =
          new Volume(
              id,
              spec,
              size,
              spec.provisioning(),
              spec.limits(),
              start.formatting(),
              Instant.now());
      state.volumes.put(MemoryState.key(id.uuid()), new StoredVolume(volume, start.bytes()));
      return volume;
    }
  }

  private Start start(VolumeSpec spec) {
    return switch (spec.source()) {
      case ContentSource.Blank() ->
          new Start(new SparseBytes(), ByteSize.ZERO, new Formatting.Blank());
      case ContentSource.OfVolume(VolumeId source) -> {
        StoredVolume stored = state.volume(source);
        Formatting cut =
            Inheritance.ofCut(
                stored.volume().spec().accessType(),
                stored.volume().formatting(),
                state.devices.containsKey(source));
        yield new Start(
            stored.bytes().copy(),
            stored.volume().size(),
            Inheritance.ofCopy(spec, cut, stored.volume().spec().encryption()));
      }
      case ContentSource.OfSnapshot(var source) -> {
        StoredSnapshot stored = state.snapshot(source);
        yield new Start(
            stored.bytes().copy(),
            stored.snapshot().size(),
            Inheritance.ofCopy(
                spec, stored.snapshot().formatting(), stored.snapshot().encryption()));
      }
    };
  }

  @Override
  public Optional<Volume> find(VolumeId id) {
    synchronized (state) {
      return Optional.ofNullable(state.volumes.get(MemoryState.key(id.uuid())))
          .map(StoredVolume::volume)
          .filter(volume -> volume.id().equals(id));
    }
  }

  @Override
  public Page<Volume> list(Optional<VolumeId> after, int limit) {
    synchronized (state) {
      var tail = state.volumes.tailMap(after.map(id -> id.uuid().toString()).orElse(""), false);
      return new Page<>(
          tail.values().stream().limit(limit).map(StoredVolume::volume).toList(),
          tail.size() > limit);
    }
  }

  @Override
  public void delete(VolumeId id) {
    synchronized (state) {
      if (find(id).isEmpty()) {
        return;
      }
      if (state.devices.containsKey(id)) {
        throw new PoolError.Precondition("volume " + id + " is attached");
      }
      state.volumes.remove(MemoryState.key(id.uuid()));
    }
  }

  @Override
  public Volume expand(VolumeId id, CapacityRange range) {
    synchronized (state) {
      Volume volume = state.volume(id).volume();
      ByteSize size =
          VolumeSizes.ofExpanded(
              volume.size(),
              range,
              state.maximumVolumeSize().minusOrZero(volume.spec().encryption().headerSize()));
      if (size.equals(volume.size())) {
        return volume;
      }
      boolean thick = volume.provisioning() == Provisioning.THICK;
      state.reserve(thick ? size.minusOrZero(volume.size()) : ByteSize.ZERO);
      return replaced(volume.withSize(size));
    }
  }

  @Override
  public Volume modify(VolumeId id, Map<String, String> parameters) {
    synchronized (state) {
      StoredVolume stored = state.volume(id);
      Volume volume = stored.volume();
      Volume wanted = MutableParameters.parse(parameters).applyTo(volume);
      if (wanted.provisioning() == Provisioning.THICK
          && volume.provisioning() == Provisioning.THIN) {
        state.reserve(volume.dataSize().minusOrZero(new ByteSize(stored.bytes().allocated())));
      }
      return replaced(wanted);
    }
  }

  @Override
  public Volume recordFormatting(VolumeId id, Formatting formatting) {
    synchronized (state) {
      Volume volume = state.volume(id).volume();
      return Conflicts.changes(volume, formatting)
          ? replaced(volume.withFormatting(formatting))
          : volume;
    }
  }

  @Override
  public Condition condition(VolumeId id) {
    synchronized (state) {
      state.volume(id);
      return state.capacity().available().isZero()
          ? Condition.abnormal("pool nearly full: nothing is left for new promises")
          : Condition.NORMAL;
    }
  }

  private Volume replaced(Volume replacement) {
    state.replace(replacement);
    return replacement;
  }
}
