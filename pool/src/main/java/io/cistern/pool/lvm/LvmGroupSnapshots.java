package io.cistern.pool.lvm;

import io.cistern.pool.GroupSnapshots;
import io.cistern.pool.errors.PoolErrors;
import io.cistern.pool.lvm.inventory.Contents;
import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.lvm.tags.LvState;
import io.cistern.pool.lvm.tags.LvTags;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.rules.Conflicts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Groups of thin volumes, which one of them leads: see {@link GroupPlan}. */
final class LvmGroupSnapshots implements GroupSnapshots {
  private final PoolId pool;
  private final VolumeGroup group;
  private final Inventory inventory;
  private final SnapshotMaker maker;

  LvmGroupSnapshots(PoolId pool, VolumeGroup group, Inventory inventory, SnapshotMaker maker) {
    this.pool = pool;
    this.group = group;
    this.inventory = inventory;
    this.maker = maker;
  }

  @Override
  public GroupSnapshot create(EntityName name, Set<VolumeId> sources) {
    if (sources.isEmpty()) {
      throw new PoolError.Invalid("a group snapshot has at least one volume");
    }
    GroupSnapshotId id = GroupSnapshotId.named(pool, name);
    return PoolErrors.translating(
        "create group snapshot " + id,
        () ->
            find(id)
                .map(existing -> Conflicts.replay(existing, sources))
                .orElseGet(
                    () ->
                        maker.makeGroup(
                            id, name, sources.stream().map(inventory.now()::required).toList())));
  }

  @Override
  public Optional<GroupSnapshot> find(GroupSnapshotId id) {
    return inventory.now().group(id);
  }

  @Override
  public void delete(GroupSnapshotId id) {
    PoolErrors.translating("delete group snapshot " + id, () -> find(id).ifPresent(this::remove));
  }

  private void remove(GroupSnapshot snapshots) {
    Contents contents = inventory.now();
    List<OwnLv> members =
        snapshots.snapshots().stream()
            .flatMap(member -> contents.snapshot(member.id()).stream())
            .toList();
    OwnLv leader = members.getFirst();
    LvTags going = new LvTags(LvState.DELETING, leader.tags().content());
    inventory.change(() -> group.retag(leader, going), now -> now.remove(snapshots));
    inventory.change(() -> group.remove(members.stream().map(OwnLv::name).toList()), now -> {});
  }
}
