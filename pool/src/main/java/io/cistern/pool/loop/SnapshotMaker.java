package io.cistern.pool.loop;

import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.record.SnapshotRecord;
import io.cistern.pool.rules.Inheritance;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Fills the directories of snapshots, one or a group's, in staging. */
final class SnapshotMaker {
  /**
   * A snapshot to be made.
   *
   * @param name its name
   * @param volume what is cut
   * @param directory where, existing and empty
   */
  record Member(EntityName name, Volume volume, Path directory) {
    Path data() {
      return directory.resolve(PoolLayout.DATA);
    }
  }

  private final PoolId pool;
  private final PoolLayout layout;
  private final LoopCapacity capacity;
  private final Cuts cuts;

  SnapshotMaker(PoolId pool, PoolLayout layout, LoopCapacity capacity, Cuts cuts) {
    this.pool = pool;
    this.layout = layout;
    this.capacity = capacity;
    this.cuts = cuts;
  }

  /** Makes snapshots where there is space for them: those of thick volumes are whole copies. */
  <T> T allocating(List<Volume> volumes, Supplier<T> action) {
    ByteSize need =
        volumes.stream()
            .filter(SnapshotMaker::isThick)
            .map(volume -> OwnedSpace.written(layout.volumeData(volume.id().uuid())))
            .reduce(ByteSize.ZERO, ByteSize::plus);
    if (need.isZero()) {
      capacity.requireSome();
      return action.get();
    }
    return capacity.allocating(need, action);
  }

  /** Makes one. Its files are durable on return, their names are not. */
  Snapshot fill(Member member) {
    return fill(List.of(member), Optional.empty()).getFirst();
  }

  /** Makes all, cut at one moment. Their files are durable on return, their names are not. */
  List<Snapshot> fill(List<Member> members, Optional<GroupSnapshotId> group) {
    List<Formatting> formattings =
        members.stream().map(Member::volume).map(this::formatting).toList();
    Instant cutAt =
        cuts.make(
            members.stream().map(member -> new Cuts.Cut(member.volume(), member.data())).toList());
    List<Snapshot> snapshots = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      Snapshot snapshot = snapshot(member, formattings.get(i), cutAt, group);
      ByteSize size = snapshot.dataSize();
      DataFile.completeClone(
          member.data(), size, size, OwnedSpace.Ownership.of(false, isThick(member.volume())));
      DataFile.finish(
          member.data(),
          member.directory().resolve(PoolLayout.SNAPSHOT_JSON),
          SnapshotRecord.of(snapshot));
      snapshots.add(snapshot);
    }
    return snapshots;
  }

  private Snapshot snapshot(
      Member member, Formatting formatting, Instant cutAt, Optional<GroupSnapshotId> group) {
    Volume volume = member.volume();
    return new Snapshot(
        SnapshotId.named(pool, member.name()),
        member.name(),
        volume.id(),
        volume.size(),
        volume.spec().accessType(),
        volume.spec().encryption(),
        formatting,
        cutAt,
        group);
  }

  private Formatting formatting(Volume volume) {
    return Inheritance.ofCut(
        volume.spec().accessType(), volume.formatting(), cuts.isAttached(volume));
  }

  private static boolean isThick(Volume volume) {
    return volume.provisioning() == Provisioning.THICK;
  }
}
