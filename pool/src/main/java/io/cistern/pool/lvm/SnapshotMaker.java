package io.cistern.pool.lvm;

import io.cistern.pool.lvm.inventory.LvNames;
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
import io.cistern.pool.rules.Inheritance;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts snapshots. One of a thin volume shares its bytes; one of a thick volume is a thin volume
 * with a copy of them, as sharing would break the promise that the thick one can be written.
 */
final class SnapshotMaker {
  private final PoolId pool;
  private final LvmCapacity capacity;
  private final Making making;
  private final Cuts cuts;

  SnapshotMaker(PoolId pool, LvmCapacity capacity, Making making, Cuts cuts) {
    this.pool = pool;
    this.capacity = capacity;
    this.making = making;
    this.cuts = cuts;
  }

  /** Cuts one, and shows it. */
  Snapshot make(EntityName name, OwnLv source) {
    capacity.requireRoom();
    Formatting formatting = formatting(source);
    if (source.thin()) {
      return cuts.during(
              List.of(source),
              now -> {
                Snapshot snapshot = snapshot(name, source, formatting, now);
                LvContent content = new LvContent.OfSnapshot(snapshot, Optional.empty());
                return making.thinCopy(source, lvName(snapshot), snapshot.dataSize(), content);
              })
          .snapshot();
    }
    return cuts.read(
        source,
        (now, devices) -> {
          Snapshot snapshot = snapshot(name, source, formatting, now);
          LvContent content = new LvContent.OfSnapshot(snapshot, Optional.empty());
          OwnLv copy = copied(content, snapshot, devices.getFirst(), LvState.CREATING);
          return making.show(copy).snapshot();
        });
  }

  /** Cuts all at one moment, and shows them as a group: with its leader, the first of them. */
  GroupSnapshot makeGroup(GroupSnapshotId id, EntityName name, List<OwnLv> sources) {
    capacity.requireRoom();
    List<OwnLv> thick = sources.stream().filter(source -> !source.thin()).toList();
    Map<OwnLv, Formatting> formattings = new HashMap<>();
    sources.forEach(source -> formattings.put(source, formatting(source)));
    List<OwnLv> made = new ArrayList<>();
    try {
      return cuts.read(
          sources,
          thick,
          now -> {
            GroupPlan plan = GroupPlan.of(pool, id, name, formattings, now);
            for (OwnLv source : sources) {
              if (source.thin()) {
                Snapshot member = plan.member(source);
                made.add(
                    making.hiddenCopy(
                        source, lvName(member), plan.state(member), plan.content(member)));
              }
            }
          },
          (now, devices) -> {
            GroupPlan plan = GroupPlan.of(pool, id, name, formattings, now);
            for (int i = 0; i < thick.size(); i++) {
              Snapshot member = plan.member(thick.get(i));
              made.add(copied(plan.content(member), member, devices.get(i), plan.state(member)));
            }
            making.showGroup(plan.group(), made);
            return plan.group();
          });
    } catch (RuntimeException e) {
      made.forEach(lv -> making.removeHalfMade(lv, e));
      throw e;
    }
  }

  private OwnLv copied(LvContent content, Snapshot snapshot, Path from, LvState state) {
    return making.filledThin(
        lvName(snapshot),
        snapshot.dataSize(),
        state,
        content,
        target -> Bytes.copy(from, target, snapshot.dataSize(), capacity::requireRoom));
  }

  private static String lvName(Snapshot snapshot) {
    return LvNames.snapshot(snapshot.id().uuid());
  }

  private Snapshot snapshot(EntityName name, OwnLv source, Formatting formatting, Instant now) {
    Volume volume = source.volume();
    return new Snapshot(
        SnapshotId.named(pool, name),
        name,
        volume.id(),
        volume.size(),
        volume.spec().accessType(),
        volume.spec().encryption(),
        formatting,
        now,
        Optional.empty());
  }

  private Formatting formatting(OwnLv source) {
    Volume volume = source.volume();
    return Inheritance.ofCut(
        volume.spec().accessType(), volume.formatting(), cuts.isAttached(source));
  }
}
