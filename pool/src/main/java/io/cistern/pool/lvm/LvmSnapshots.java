package io.cistern.pool.lvm;

import io.cistern.pool.Snapshots;
import io.cistern.pool.errors.PoolErrors;
import io.cistern.pool.lvm.inventory.Contents;
import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.rules.Conflicts;
import java.util.List;
import java.util.Optional;

/** Snapshots as thin volumes of their own. */
final class LvmSnapshots implements Snapshots {
  private final PoolId pool;
  private final VolumeGroup group;
  private final Inventory inventory;
  private final SnapshotMaker maker;
  private final SnapshotBlocks blocks;

  LvmSnapshots(
      PoolId pool,
      VolumeGroup group,
      Inventory inventory,
      SnapshotMaker maker,
      SnapshotBlocks blocks) {
    this.pool = pool;
    this.group = group;
    this.inventory = inventory;
    this.maker = maker;
    this.blocks = blocks;
  }

  @Override
  public Snapshot create(EntityName name, VolumeId source) {
    SnapshotId id = SnapshotId.named(pool, name);
    return PoolErrors.translating(
        "create snapshot " + id,
        () ->
            find(id)
                .map(existing -> Conflicts.replay(existing, source))
                .orElseGet(() -> maker.make(name, inventory.now().required(source))));
  }

  @Override
  public Optional<Snapshot> find(SnapshotId id) {
    return inventory.now().snapshot(id).map(OwnLv::snapshot);
  }

  @Override
  public Page<Snapshot> list(Optional<VolumeId> source, Optional<SnapshotId> after, int limit) {
    List<Snapshot> found =
        inventory
            .now()
            .snapshots()
            .tailMap(after.map(id -> id.uuid().toString()).orElse(""), false)
            .values()
            .stream()
            .map(OwnLv::snapshot)
            .filter(snapshot -> source.isEmpty() || snapshot.source().equals(source.get()))
            .limit(limit + 1L)
            .toList();
    return new Page<>(found.stream().limit(limit).toList(), found.size() > limit);
  }

  @Override
  public Page<BlockRange> allocated(SnapshotId id, long from, int limit) {
    return PoolErrors.translating(
        "map snapshot " + id, () -> blocks.allocated(inventory.now().required(id), from, limit));
  }

  @Override
  public Page<BlockRange> changed(SnapshotId base, SnapshotId target, long from, int limit) {
    return PoolErrors.translating(
        "compare snapshot %s with %s".formatted(target, base),
        () -> {
          Contents contents = inventory.now();
          return blocks.changed(contents.required(base), contents.required(target), from, limit);
        });
  }

  @Override
  public void delete(SnapshotId id) {
    PoolErrors.translating(
        "delete snapshot " + id, () -> inventory.now().snapshot(id).ifPresent(this::remove));
  }

  private void remove(OwnLv lv) {
    lv.snapshot()
        .group()
        .ifPresent(
            group -> {
              throw new PoolError.Precondition(
                  "snapshot %s is a member of group snapshot %s"
                      .formatted(lv.snapshot().id(), group));
            });
    inventory.change(() -> group.remove(List.of(lv.name())), contents -> contents.remove(lv));
  }
}
