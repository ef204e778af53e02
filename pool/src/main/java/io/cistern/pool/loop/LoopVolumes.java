package io.cistern.pool.loop;

import io.cistern.linux.loop.LoopDevice;
import io.cistern.pool.Volumes;
import io.cistern.pool.errors.PoolErrors;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.ScratchName.Kind;
import io.cistern.pool.loop.layout.Shelf;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.Condition;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import io.cistern.pool.record.VolumeRecord;
import io.cistern.pool.rules.Conflicts;
import io.cistern.pool.rules.MutableParameters;
import io.cistern.pool.rules.Paging;
import io.cistern.pool.rules.VolumeSizes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Volumes as directories with a record and a sparse file. */
final class LoopVolumes implements Volumes {
  private final PoolLayout layout;
  private final Shelf shelf;
  private final Staging staging;
  private final LoopCapacity capacity;
  private final AttachedDevices devices;
  private final VolumeMaker maker;
  private final VolumeHealth health;

  LoopVolumes(
      PoolLayout layout,
      Shelf shelf,
      Staging staging,
      LoopCapacity capacity,
      AttachedDevices devices,
      VolumeMaker maker) {
    this.layout = layout;
    this.shelf = shelf;
    this.staging = staging;
    this.capacity = capacity;
    this.devices = devices;
    this.maker = maker;
    this.health = new VolumeHealth(layout, devices, capacity);
  }

  @Override
  public Volume create(VolumeSpec spec) {
    VolumeId id = VolumeId.named(shelf.pool(), spec.name());
    return PoolErrors.translating(
        "create volume " + id,
        () ->
            shelf
                .volume(id.uuid())
                .map(existing -> Conflicts.replay(existing, spec))
                .orElseGet(() -> maker.make(id, spec)));
  }

  @Override
  public Optional<Volume> find(VolumeId id) {
    return PoolErrors.translating(
        "find volume " + id, () -> isOurs(id) ? shelf.volume(id.uuid()) : Optional.empty());
  }

  @Override
  public Page<Volume> list(Optional<VolumeId> after, int limit) {
    return PoolErrors.translating(
        "list volumes",
        () ->
            Paging.page(
                Shelf.uuids(layout.volumes()),
                after.map(VolumeId::uuid),
                limit,
                uuid -> shelf.volume(uuid)));
  }

  @Override
  public void delete(VolumeId id) {
    PoolErrors.translating(
        "delete volume " + id,
        () -> {
          if (find(id).isPresent()) {
            if (!devices.ofAnyUse(id.uuid()).isEmpty()) {
              throw new PoolError.Precondition("volume " + id + " is attached");
            }
            staging.discard(Kind.VOLUME, id.uuid(), layout.volume(id.uuid()));
          }
        });
  }

  @Override
  public Volume expand(VolumeId id, CapacityRange range) {
    return PoolErrors.translating(
        "expand volume " + id,
        () -> {
          Volume volume = required(id);
          ByteSize size =
              VolumeSizes.ofExpanded(
                  volume.size(),
                  range,
                  capacity
                      .maximumVolumeSize()
                      .minusOrZero(volume.spec().encryption().headerSize()));
          return size.equals(volume.size()) ? volume : expanded(volume, size);
        });
  }

  private Volume expanded(Volume volume, ByteSize size) {
    Volume larger = volume.withSize(size);
    Runnable grow =
        () ->
            DataFile.grow(
                layout.volumeData(volume.id().uuid()),
                volume.dataSize(),
                larger.dataSize(),
                volume.provisioning());
    switch (volume.provisioning()) {
      case THIN -> {
        capacity.requireSome();
        grow.run();
      }
      case THICK -> capacity.allocating(size.minusOrZero(volume.size()), grow);
    }
    return recorded(larger);
  }

  @Override
  public Volume modify(VolumeId id, Map<String, String> parameters) {
    return PoolErrors.translating(
        "modify volume " + id,
        () -> {
          Volume volume = required(id);
          Volume wanted = MutableParameters.parse(parameters).applyTo(volume);
          if (wanted.equals(volume)) {
            return volume;
          }
          if (wanted.provisioning() == Provisioning.THICK
              && volume.provisioning() == Provisioning.THIN) {
            takeSpace(volume);
          }
          return recorded(wanted);
        });
  }

  private void takeSpace(Volume volume) {
    UUID uuid = volume.id().uuid();
    Path data = layout.volumeData(uuid);
    Optional<LoopDevice> device = devices.of(uuid);
    // Before the space is allocated, so that nothing gives it back at once.
    device.ifPresent(attached -> LoopAttachments.keepPromise(attached, Provisioning.THICK));
    capacity.allocating(
        OwnedSpace.missing(data, volume.dataSize()),
        () -> OwnedSpace.takeAll(data, volume.dataSize(), device.isPresent()));
  }

  @Override
  public Volume recordFormatting(VolumeId id, Formatting formatting) {
    return PoolErrors.translating(
        "record the formatting of volume " + id,
        () -> {
          Volume volume = required(id);
          return Conflicts.changes(volume, formatting)
              ? recorded(volume.withFormatting(formatting))
              : volume;
        });
  }

  @Override
  public Condition condition(VolumeId id) {
    return PoolErrors.translating("look at volume " + id, () -> health.of(required(id)));
  }

  private Volume recorded(Volume changed) {
    UUID uuid = changed.id().uuid();
    staging.replace(layout.volumeJson(uuid), uuid, VolumeRecord.of(changed));
    return changed;
  }

  private Volume required(VolumeId id) {
    return find(id).orElseThrow(() -> new PoolError.NotFound("there is no volume " + id));
  }

  private boolean isOurs(VolumeId id) {
    return id.pool().equals(shelf.pool());
  }
}
