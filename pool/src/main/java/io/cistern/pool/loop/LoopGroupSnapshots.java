package io.cistern.pool.loop;

import io.cistern.linux.file.Durable;
import io.cistern.pool.GroupSnapshots;
import io.cistern.pool.errors.PoolErrors;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.RecordFile;
import io.cistern.pool.loop.layout.ScratchName.Kind;
import io.cistern.pool.loop.layout.Shelf;
import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.record.GroupRecord;
import io.cistern.pool.rules.Conflicts;
import io.cistern.pool.rules.Paging;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Groups as one directory that holds all members, so that one rename publishes all or none. */
final class LoopGroupSnapshots implements GroupSnapshots {
  private final PoolLayout layout;
  private final Shelf shelf;
  private final Staging staging;
  private final SnapshotMaker maker;
  private final Cuts cuts;

  LoopGroupSnapshots(
      PoolLayout layout, Shelf shelf, Staging staging, SnapshotMaker maker, Cuts cuts) {
    this.layout = layout;
    this.shelf = shelf;
    this.staging = staging;
    this.maker = maker;
    this.cuts = cuts;
  }

  @Override
  public GroupSnapshot create(EntityName name, Set<VolumeId> sources) {
    if (sources.isEmpty()) {
      throw new PoolError.Invalid("a group snapshot has at least one volume");
    }
    GroupSnapshotId id = GroupSnapshotId.named(shelf.pool(), name);
    return PoolErrors.translating(
        "create group snapshot " + id,
        () ->
            shelf
                .group(id.uuid())
                .map(existing -> Conflicts.replay(existing, sources))
                .orElseGet(() -> make(id, name, sources)));
  }

  private GroupSnapshot make(GroupSnapshotId id, EntityName name, Set<VolumeId> sources) {
    List<Volume> volumes = sources.stream().map(this::cuttable).toList();
    return maker.allocating(
        volumes,
        () ->
            staging.publish(
                Kind.GROUP,
                id.uuid(),
                layout.group(id.uuid()),
                staged -> filled(id, name, volumes, staged)));
  }

  private Volume cuttable(VolumeId source) {
    Volume volume =
        shelf
            .volume(source.uuid())
            .filter(found -> found.id().equals(source))
            .orElseThrow(() -> new PoolError.NotFound("there is no volume " + source));
    if (volume.spec().accessType() == AccessType.BLOCK && cuts.isAttached(volume)) {
      throw new PoolError.Precondition(
          "volume %s is an attached raw device, which cannot be held still".formatted(source));
    }
    return volume;
  }

  private GroupSnapshot filled(
      GroupSnapshotId id, EntityName name, List<Volume> volumes, Path staged) {
    Path directory = staged.resolve(PoolLayout.MEMBERS);
    List<SnapshotMaker.Member> members =
        volumes.stream().map(volume -> member(id, volume, directory)).toList();
    makeDirectories(directory, members);
    List<Snapshot> snapshots =
        maker.fill(members, Optional.of(id)).stream()
            .sorted(Comparator.comparing(snapshot -> snapshot.id().uuid(), Paging.ORDER))
            .toList();
    GroupSnapshot group = new GroupSnapshot(id, name, snapshots.getFirst().cutAt(), snapshots);
    RecordFile.write(staged.resolve(PoolLayout.GROUP_JSON), GroupRecord.of(group));
    members.forEach(member -> Durable.syncDirectory(member.directory()));
    Durable.syncDirectory(directory);
    return group;
  }

  private SnapshotMaker.Member member(GroupSnapshotId group, Volume volume, Path members) {
    EntityName name = Conflicts.memberName(group, volume.id());
    SnapshotId id = SnapshotId.named(shelf.pool(), name);
    return new SnapshotMaker.Member(name, volume, members.resolve(id.uuid().toString()));
  }

  private static void makeDirectories(Path directory, List<SnapshotMaker.Member> members) {
    try {
      Files.createDirectory(directory);
      for (SnapshotMaker.Member member : members) {
        Files.createDirectory(member.directory());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<GroupSnapshot> find(GroupSnapshotId id) {
    return PoolErrors.translating(
        "find group snapshot " + id,
        () -> id.pool().equals(shelf.pool()) ? shelf.group(id.uuid()) : Optional.empty());
  }

  @Override
  public void delete(GroupSnapshotId id) {
    PoolErrors.translating(
        "delete group snapshot " + id,
        () -> {
          if (find(id).isPresent()) {
            staging.discard(Kind.GROUP, id.uuid(), layout.group(id.uuid()));
          }
        });
  }
}
