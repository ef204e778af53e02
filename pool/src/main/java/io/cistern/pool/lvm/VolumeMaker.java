package io.cistern.pool.lvm;

import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.lvm.inventory.LvNames;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.lvm.tags.LvContent;
import io.cistern.pool.lvm.tags.LvState;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import io.cistern.pool.rules.Inheritance;
import io.cistern.pool.rules.VolumeSizes;
import java.time.Instant;
import java.util.List;

/** Makes volumes that do not exist yet, and moves one between thin and thick. */
final class VolumeMaker {
  private final Inventory inventory;
  private final LvmCapacity capacity;
  private final Making making;
  private final Cuts cuts;

  VolumeMaker(Inventory inventory, LvmCapacity capacity, Making making, Cuts cuts) {
    this.inventory = inventory;
    this.capacity = capacity;
    this.making = making;
    this.cuts = cuts;
  }

  Volume make(VolumeId id, VolumeSpec spec) {
    return switch (spec.source()) {
      case ContentSource.Blank() -> blank(id, spec);
      case ContentSource.OfVolume(VolumeId source) ->
          clone(id, spec, inventory.now().required(source));
      case ContentSource.OfSnapshot(SnapshotId source) ->
          restore(id, spec, inventory.now().required(source));
    };
  }

  private Volume blank(VolumeId id, VolumeSpec spec) {
    ByteSize size = VolumeSizes.ofNew(spec, ByteSize.ZERO, capacity.maximumVolumeSize());
    Volume volume = volume(id, spec, size, new Formatting.Blank());
    String name = LvNames.volume(id.uuid(), 0);
    LvContent content = new LvContent.OfVolume(volume, 0);
    OwnLv made =
        switch (spec.provisioning()) {
          case THIN -> {
            capacity.requireThin(volume.dataSize());
            yield making.thin(name, volume.dataSize(), content);
          }
          case THICK ->
              making.show(making.filledThick(name, volume.dataSize(), content, device -> {}));
        };
    return made.volume();
  }

  private Volume clone(VolumeId id, VolumeSpec spec, OwnLv source) {
    Volume original = source.volume();
    Formatting cut =
        Inheritance.ofCut(
            original.spec().accessType(), original.formatting(), cuts.isAttached(source));
    Formatting formatting = Inheritance.ofCopy(spec, cut, original.spec().encryption());
    return copied(id, spec, source, original.size(), original.dataSize(), formatting);
  }

  private Volume restore(VolumeId id, VolumeSpec spec, OwnLv source) {
    Snapshot snapshot = source.snapshot();
    Formatting formatting = Inheritance.ofCopy(spec, snapshot.formatting(), snapshot.encryption());
    return copied(id, spec, source, snapshot.size(), snapshot.dataSize(), formatting);
  }

  private Volume copied(
      VolumeId id,
      VolumeSpec spec,
      OwnLv source,
      ByteSize sourceSize,
      ByteSize sourceData,
      Formatting formatting) {
    ByteSize size = VolumeSizes.ofNew(spec, sourceSize, capacity.maximumVolumeSize());
    Volume volume = volume(id, spec, size, formatting);
    return filled(source, sourceData, new LvContent.OfVolume(volume, 0)).volume();
  }

  /** A logical volume that holds what another holds, and zeros after that; shown. */
  private OwnLv filled(OwnLv source, ByteSize sourceData, LvContent.OfVolume content) {
    Volume volume = content.volume();
    String name = LvNames.volume(volume.id().uuid(), content.generation());
    boolean thick = volume.provisioning() == Provisioning.THICK;
    ByteSize size = volume.dataSize();
    if (!thick) {
      capacity.requireThin(size);
    }
    if (!thick && source.thin()) {
      return source.tags().content() instanceof LvContent.OfVolume
          ? cuts.during(List.of(source), _ -> making.thinCopy(source, name, size, content))
          : making.thinCopy(source, name, size, content);
    }
    if (thick) {
      capacity.requireThick(capacity.extents(size));
    }
    return cuts.read(
        source,
        (_, devices) ->
            making.show(
                thick
                    ? making.filledThick(
                        name,
                        size,
                        content,
                        target -> Bytes.copy(devices.getFirst(), target, sourceData, () -> {}))
                    : making.filledThin(
                        name,
                        size,
                        LvState.CREATING,
                        content,
                        target ->
                            Bytes.copy(
                                devices.getFirst(), target, sourceData, capacity::requireRoom))));
  }

  /**
   * Moves a volume that is not attached to a logical volume of the other kind. That of the later
   * generation is the volume from the moment it is shown.
   *
   * @param wanted the volume as it is to be
   * @return the new one; the old one is to be removed
   */
  OwnLv moved(OwnLv from, Volume wanted) {
    int generation =
        from.tags().content() instanceof LvContent.OfVolume(_, int before) ? before + 1 : 0;
    return filled(from, from.volume().dataSize(), new LvContent.OfVolume(wanted, generation));
  }

  private static Volume volume(VolumeId id, VolumeSpec spec, ByteSize size, Formatting formatting) {
    return new Volume(
        id, spec, size, spec.provisioning(), spec.limits(), formatting, Instant.now());
  }
}
