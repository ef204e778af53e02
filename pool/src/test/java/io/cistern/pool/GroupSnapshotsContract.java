package io.cistern.pool;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Snapshots of several volumes at one moment. */
public interface GroupSnapshotsContract extends PoolUnderTest {
  EntityName GROUP = new EntityName("group");

  /** A file volume with bytes. */
  default Volume member(String name, long seed) {
    Volume volume = create(Request.file(name));
    write(volume.id(), 0, bytes(seed, 4096));
    pool().attachments().detach(volume.id());
    return volume;
  }

  @Test
  default void aGroupHoldsEveryVolumeAtOneMoment() {
    Volume one = member("one", 1);
    Volume two = member("two", 2);
    GroupSnapshot group = pool().groupSnapshots().create(GROUP, Set.of(one.id(), two.id()));
    assertThat(group.id()).isEqualTo(GroupSnapshotId.named(pool().info().id(), GROUP));
    assertThat(group.snapshots())
        .extracting(Snapshot::source)
        .containsExactlyInAnyOrder(one.id(), two.id());
    assertThat(group.snapshots())
        .isSortedAccordingTo(Comparator.comparing(snapshot -> snapshot.id().uuid().toString()))
        .allMatch(snapshot -> snapshot.cutAt().equals(group.cutAt()))
        .allMatch(snapshot -> snapshot.group().equals(Optional.of(group.id())));
    assertThat(pool().groupSnapshots().find(group.id())).contains(group);
    for (Snapshot snapshot : group.snapshots()) {
      Volume restored = create(Request.file("from " + snapshot.source()).from(snapshot.id()));
      assertThat(read(restored.id(), 0, 4096))
          .isEqualTo(bytes(snapshot.source().equals(one.id()) ? 1 : 2, 4096));
    }
  }

  @Test
  default void membersAreFoundAndListedLikeAnySnapshot() {
    Volume one = member("one", 1);
    Volume two = member("two", 2);
    Snapshot alone = pool().snapshots().create(new EntityName("alone"), one.id());
    GroupSnapshot group = pool().groupSnapshots().create(GROUP, Set.of(one.id(), two.id()));
    for (Snapshot snapshot : group.snapshots()) {
      assertThat(pool().snapshots().find(snapshot.id())).contains(snapshot);
    }
    assertThat(pool().snapshots().list(Optional.empty(), Optional.empty(), 10).items())
        .hasSize(3)
        .contains(alone)
        .containsAll(group.snapshots());
    assertThat(pool().snapshots().list(Optional.of(one.id()), Optional.empty(), 10).items())
        .hasSize(2);
  }

  @Test
  default void aReplayedGroupIsTheSame() {
    Volume one = member("one", 1);
    Volume two = member("two", 2);
    GroupSnapshot group = pool().groupSnapshots().create(GROUP, Set.of(one.id(), two.id()));
    assertThat(pool().groupSnapshots().create(GROUP, Set.of(two.id(), one.id()))).isEqualTo(group);
  }

  @Test
  default void aGroupNameTakenByOtherVolumesIsRefused() {
    Volume one = member("one", 1);
    Volume two = member("two", 2);
    pool().groupSnapshots().create(GROUP, Set.of(one.id(), two.id()));
    refused(
        PoolError.AlreadyExists.class,
        () -> pool().groupSnapshots().create(GROUP, Set.of(one.id())));
  }

  @Test
  default void aGroupOfNothingIsRefused() {
    refused(PoolError.Invalid.class, () -> pool().groupSnapshots().create(GROUP, Set.of()));
  }

  @Test
  default void oneMissingVolumeLeavesNoMemberBehind() {
    Volume one = member("one", 1);
    VolumeId none = VolumeId.named(pool().info().id(), new EntityName("none"));
    refused(
        PoolError.NotFound.class,
        () -> pool().groupSnapshots().create(GROUP, Set.of(one.id(), none)));
    assertThat(pool().snapshots().list(Optional.empty(), Optional.empty(), 10).items()).isEmpty();
    assertThat(pool().groupSnapshots().find(GroupSnapshotId.named(pool().info().id(), GROUP)))
        .isEmpty();
  }

  /** Whether the writers of several raw volumes can be held at one moment. */
  default boolean holdsRawVolumes() {
    return false;
  }

  @Test
  default void anAttachedRawVolumeIsCutWithTheOthersOrLeavesNoMemberBehind() {
    Volume one = member("one", 1);
    Volume raw = create(Request.raw("raw"));
    pool().attachments().attach(raw.id());
    if (!holdsRawVolumes()) {
      refused(
          PoolError.Precondition.class,
          () -> pool().groupSnapshots().create(GROUP, Set.of(one.id(), raw.id())));
      assertThat(pool().snapshots().list(Optional.empty(), Optional.empty(), 10).items()).isEmpty();
      pool().attachments().detach(raw.id());
    }
    assertThat(pool().groupSnapshots().create(GROUP, Set.of(one.id(), raw.id())).snapshots())
        .hasSize(2);
  }

  @Test
  default void aMemberIsNotDeletedAlone() {
    Volume one = member("one", 1);
    GroupSnapshot group = pool().groupSnapshots().create(GROUP, Set.of(one.id()));
    Snapshot snapshot = group.snapshots().getFirst();
    refused(PoolError.Precondition.class, () -> pool().snapshots().delete(snapshot.id()));
    assertThat(pool().snapshots().find(snapshot.id())).contains(snapshot);
  }

  @Test
  default void aMembersNameIsTaken() {
    Volume one = member("one", 1);
    Snapshot snapshot =
        pool().groupSnapshots().create(GROUP, Set.of(one.id())).snapshots().getFirst();
    refused(
        PoolError.AlreadyExists.class, () -> pool().snapshots().create(snapshot.name(), one.id()));
  }

  @Test
  default void aDeletedGroupTakesItsMembersAlong() {
    Volume one = member("one", 1);
    Volume two = member("two", 2);
    GroupSnapshot group = pool().groupSnapshots().create(GROUP, Set.of(one.id(), two.id()));
    pool().volumes().delete(one.id());
    Volume restored = create(Request.file("restored").from(group.snapshots().getFirst().id()));
    pool().groupSnapshots().delete(group.id());
    pool().groupSnapshots().delete(group.id());
    assertThat(pool().groupSnapshots().find(group.id())).isEmpty();
    assertThat(pool().snapshots().list(Optional.empty(), Optional.empty(), 10).items()).isEmpty();
    assertThat(pool().volumes().find(restored.id())).contains(restored);
  }

  @Test
  default void aGroupOfAnotherPoolIsNotOurs() {
    Volume one = member("one", 1);
    GroupSnapshot group = pool().groupSnapshots().create(GROUP, Set.of(one.id()));
    GroupSnapshotId elsewhere = new GroupSnapshotId(PoolId.random(), group.id().uuid());
    assertThat(pool().groupSnapshots().find(elsewhere)).isEmpty();
    pool().groupSnapshots().delete(elsewhere);
    assertThat(pool().groupSnapshots().find(group.id())).contains(group);
  }
}
