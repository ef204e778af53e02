package io.cistern.pool.loop;

import io.cistern.linux.file.Reflink;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.ScratchName.Kind;
import io.cistern.pool.loop.layout.Shelf;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import io.cistern.pool.record.VolumeRecord;
import io.cistern.pool.rules.Inheritance;
import io.cistern.pool.rules.VolumeSizes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Makes volumes that do not exist yet: blank ones, clones and restores. */
final class VolumeMaker {
  private final PoolLayout layout;
  private final Shelf shelf;
  private final LoopSnapshots snapshots;
  private final Staging staging;
  private final LoopCapacity capacity;
  private final Cuts cuts;

  VolumeMaker(
      PoolLayout layout,
      Shelf shelf,
      LoopSnapshots snapshots,
      Staging staging,
      LoopCapacity capacity,
      Cuts cuts) {
    this.layout = layout;
    this.shelf = shelf;
    this.snapshots = snapshots;
    this.staging = staging;
    this.capacity = capacity;
    this.cuts = cuts;
  }

  Volume make(VolumeId id, VolumeSpec spec) {
    return switch (spec.source()) {
      case ContentSource.Blank() -> blank(id, spec);
      case ContentSource.OfVolume(VolumeId source) -> clone(id, spec, source(source));
      case ContentSource.OfSnapshot(SnapshotId source) -> restore(id, spec, source(source));
    };
  }

  private Volume blank(VolumeId id, VolumeSpec spec) {
    ByteSize size = VolumeSizes.ofNew(spec, ByteSize.ZERO, capacity.maximumVolumeSize());
    Volume volume = volume(id, spec, size, new Formatting.Blank());
    ByteSize dataSize = volume.dataSize();
    return switch (spec.provisioning()) {
      case THIN -> {
        capacity.requireSome();
        yield published(volume, data -> DataFile.createBlank(data, dataSize, Provisioning.THIN));
      }
      case THICK ->
          capacity.allocating(
              dataSize,
              () ->
                  published(
                      volume, data -> DataFile.createBlank(data, dataSize, Provisioning.THICK)));
    };
  }

  private Volume clone(VolumeId id, VolumeSpec spec, Volume source) {
    Formatting cut =
        Inheritance.ofCut(source.spec().accessType(), source.formatting(), cuts.isAttached(source));
    Formatting formatting = Inheritance.ofCopy(spec, cut, source.spec().encryption());
    ByteSize size = VolumeSizes.ofNew(spec, source.size(), capacity.maximumVolumeSize());
    Path data = layout.volumeData(source.id().uuid());
    return copied(
        volume(id, spec, size, formatting),
        data,
        source.dataSize(),
        source.provisioning() == Provisioning.THICK,
        target -> cuts.make(List.of(new Cuts.Cut(source, target))));
  }

  private Volume restore(VolumeId id, VolumeSpec spec, Snapshot source) {
    Formatting formatting = Inheritance.ofCopy(spec, source.formatting(), source.encryption());
    ByteSize size = VolumeSizes.ofNew(spec, source.size(), capacity.maximumVolumeSize());
    Path data = snapshots.directory(source).resolve(PoolLayout.DATA);
    return copied(
        volume(id, spec, size, formatting),
        data,
        source.dataSize(),
        false,
        target -> Reflink.cloneFile(data, target));
  }

  /** Fills a data file. */
  private interface Filling {
    void fill(Path data);
  }

  private Volume copied(
      Volume volume, Path source, ByteSize sourceSize, boolean thickSource, Filling cut) {
    boolean thick = volume.provisioning() == Provisioning.THICK;
    OwnedSpace.Ownership ownership = OwnedSpace.Ownership.of(thick, thickSource);
    Filling filling =
        data -> {
          cut.fill(data);
          DataFile.completeClone(data, sourceSize, volume.dataSize(), ownership);
        };
    return switch (ownership) {
      case SHARED -> {
        capacity.requireSome();
        yield published(volume, filling);
      }
      case DATA ->
          capacity.allocating(OwnedSpace.written(source), () -> published(volume, filling));
      case ALL -> capacity.allocating(volume.dataSize(), () -> published(volume, filling));
    };
  }

  private Volume published(Volume volume, Filling filling) {
    UUID uuid = volume.id().uuid();
    return staging.publish(
        Kind.VOLUME,
        uuid,
        layout.volume(uuid),
        staged -> {
          Path data = staged.resolve(PoolLayout.DATA);
          filling.fill(data);
          DataFile.finish(data, staged.resolve(PoolLayout.VOLUME_JSON), VolumeRecord.of(volume));
          return volume;
        });
  }

  private static Volume volume(VolumeId id, VolumeSpec spec, ByteSize size, Formatting formatting) {
    return new Volume(
        id, spec, size, spec.provisioning(), spec.limits(), formatting, Instant.now());
  }

  private Volume source(VolumeId source) {
    return shelf
        .volume(source.uuid())
        .filter(volume -> volume.id().equals(source))
        .orElseThrow(() -> new PoolError.NotFound("there is no volume " + source));
  }

  private Snapshot source(SnapshotId source) {
    return snapshots
        .find(source)
        .orElseThrow(() -> new PoolError.NotFound("there is no snapshot " + source));
  }
}
