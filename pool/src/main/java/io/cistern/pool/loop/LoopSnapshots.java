package io.cistern.pool.loop;

import io.cistern.pool.Snapshots;
import io.cistern.pool.errors.PoolErrors;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.ScratchName.Kind;
import io.cistern.pool.loop.layout.Shelf;
import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.rules.Comparison;
import io.cistern.pool.rules.Conflicts;
import io.cistern.pool.rules.Paging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Snapshots as reflinked copies, alone or in the directory of their group. */
final class LoopSnapshots implements Snapshots {
  private final PoolLayout layout;
  private final Shelf shelf;
  private final Staging staging;
  private final SnapshotMaker maker;
  private final SnapshotBlocks blocks = new SnapshotBlocks(this::directory);

  LoopSnapshots(PoolLayout layout, Shelf shelf, Staging staging, SnapshotMaker maker) {
    this.layout = layout;
    this.shelf = shelf;
    this.staging = staging;
    this.maker = maker;
  }

  @Override
  public Snapshot create(EntityName name, VolumeId source) {
    SnapshotId id = SnapshotId.named(shelf.pool(), name);
    return PoolErrors.translating(
        "create snapshot " + id,
        () ->
            shelf
                .loneSnapshot(id.uuid())
                .or(() -> memberNamed(name, id.uuid()))
                .map(existing -> Conflicts.replay(existing, source))
                .orElseGet(() -> make(id, name, source)));
  }

  private Snapshot make(SnapshotId id, EntityName name, VolumeId source) {
    Volume volume =
        shelf
            .volume(source.uuid())
            .filter(found -> found.id().equals(source))
            .orElseThrow(() -> new PoolError.NotFound("there is no volume " + source));
    return maker.allocating(
        List.of(volume),
        () ->
            staging.publish(
                Kind.SNAPSHOT,
                id.uuid(),
                layout.snapshot(id.uuid()),
                staged -> maker.fill(new SnapshotMaker.Member(name, volume, staged))));
  }

  /** Only the name that a group gave can collide with a member, and it names the group. */
  private Optional<Snapshot> memberNamed(EntityName name, UUID uuid) {
    int slash = name.value().indexOf('/');
    return slash < 0
        ? Optional.empty()
        : Shelf.uuidOf(name.value().substring(0, slash))
            .flatMap(group -> shelf.member(group, uuid));
  }

  @Override
  public Optional<Snapshot> find(SnapshotId id) {
    return PoolErrors.translating(
        "find snapshot " + id,
        () -> id.pool().equals(shelf.pool()) ? found(id.uuid()) : Optional.empty());
  }

  private Optional<Snapshot> found(UUID uuid) {
    return shelf
        .loneSnapshot(uuid)
        .or(() -> groupOf(uuid).flatMap(group -> shelf.member(group, uuid)));
  }

  private Optional<UUID> groupOf(UUID member) {
    return Shelf.uuids(layout.groups()).stream()
        .filter(group -> Files.exists(layout.members(group).resolve(member.toString())))
        .findFirst();
  }

  /** Where the record and the data of a snapshot are. */
  Path directory(Snapshot snapshot) {
    UUID uuid = snapshot.id().uuid();
    return snapshot
        .group()
        .map(group -> layout.members(group.uuid()).resolve(uuid.toString()))
        .orElseGet(() -> layout.snapshot(uuid));
  }

  @Override
  public Page<Snapshot> list(Optional<VolumeId> source, Optional<SnapshotId> after, int limit) {
    return PoolErrors.translating(
        "list snapshots",
        () -> {
          Map<UUID, Optional<UUID>> groups = new HashMap<>();
          Shelf.uuids(layout.snapshots()).forEach(uuid -> groups.put(uuid, Optional.empty()));
          for (UUID group : Shelf.uuids(layout.groups())) {
            Shelf.uuids(layout.members(group))
                .forEach(uuid -> groups.put(uuid, Optional.of(group)));
          }
          return Paging.page(
              groups.keySet(),
              after.map(SnapshotId::uuid),
              limit,
              uuid ->
                  read(uuid, groups.getOrDefault(uuid, Optional.empty()))
                      .filter(found -> source.isEmpty() || found.source().equals(source.get())));
        });
  }

  private Optional<Snapshot> read(UUID uuid, Optional<UUID> group) {
    return group.isPresent() ? shelf.member(group.get(), uuid) : shelf.loneSnapshot(uuid);
  }

  @Override
  public Page<BlockRange> allocated(SnapshotId id, long from, int limit) {
    return PoolErrors.translating(
        "map snapshot " + id, () -> blocks.allocated(required(id), from, limit));
  }

  @Override
  public Page<BlockRange> changed(SnapshotId base, SnapshotId target, long from, int limit) {
    return PoolErrors.translating(
        "compare snapshot %s with %s".formatted(target, base),
        () -> {
          Snapshot older = required(base);
          Snapshot newer = required(target);
          Comparison.requireComparable(older, newer);
          return blocks.changed(older, newer, from, limit);
        });
  }

  private Snapshot required(SnapshotId id) {
    return find(id).orElseThrow(() -> new PoolError.NotFound("there is no snapshot " + id));
  }

  @Override
  public void delete(SnapshotId id) {
    PoolErrors.translating("delete snapshot " + id, () -> find(id).ifPresent(this::discard));
  }

  private void discard(Snapshot snapshot) {
    UUID uuid = snapshot.id().uuid();
    Optional<GroupSnapshotId> group = snapshot.group();
    if (group.isPresent()) {
      throw new PoolError.Precondition(
          "snapshot %s is a member of group snapshot %s".formatted(snapshot.id(), group.get()));
    }
    staging.discard(Kind.SNAPSHOT, uuid, layout.snapshot(uuid));
  }
}
