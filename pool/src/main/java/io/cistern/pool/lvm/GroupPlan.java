package io.cistern.pool.lvm;

import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.lvm.tags.LvContent;
import io.cistern.pool.lvm.tags.LvState;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.record.GroupRecord;
import io.cistern.pool.rules.Conflicts;
import io.cistern.pool.rules.Paging;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a group snapshot will be. One of its members leads: the group's record is in its tags, it
 * becomes ready last and goes first, and without it no other is shown.
 *
 * @param group the group with all its members
 */
record GroupPlan(GroupSnapshot group) {

  /**
   * Plans one.
   *
   * @param formattings of the sources at the moment of the cut
   */
  static GroupPlan of(
      PoolId pool,
      GroupSnapshotId id,
      EntityName name,
      Map<OwnLv, Formatting> formattings,
      Instant moment) {
    List<Snapshot> members =
        formattings.entrySet().stream()
            .map(source -> member(pool, id, source.getKey().volume(), source.getValue(), moment))
            .sorted(Comparator.comparing(snapshot -> snapshot.id().uuid(), Paging.ORDER))
            .toList();
    return new GroupPlan(new GroupSnapshot(id, name, moment, members));
  }

  private static Snapshot member(
      PoolId pool, GroupSnapshotId group, Volume volume, Formatting formatting, Instant moment) {
    EntityName name = Conflicts.memberName(group, volume.id());
    return new Snapshot(
        SnapshotId.named(pool, name),
        name,
        volume.id(),
        volume.size(),
        volume.spec().accessType(),
        volume.spec().encryption(),
        formatting,
        moment,
        Optional.of(group));
  }

  /** The member that is cut from a source. */
  Snapshot member(OwnLv source) {
    return group.snapshots().stream()
        .filter(member -> member.source().equals(source.volume().id()))
        .findFirst()
        .orElseThrow();
  }

  private boolean leads(Snapshot member) {
    return member.equals(group.snapshots().getFirst());
  }

  LvState state(Snapshot member) {
    return leads(member) ? LvState.CREATING : LvState.READY;
  }

  LvContent content(Snapshot member) {
    return new LvContent.OfSnapshot(
        member, leads(member) ? Optional.of(GroupRecord.of(group)) : Optional.empty());
  }
}
