package io.cistern.pool;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cutting, finding and deleting snapshots. */
public interface SnapshotsContract extends PoolUnderTest {

  @Test
  default void aSnapshotSaysWhatItWasCutFrom() {
    Volume volume = create(Request.file("volume").size(ByteSize.ofMiB(20)));
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), volume.id());
    assertThat(snapshot.id())
        .isEqualTo(SnapshotId.named(pool().info().id(), new EntityName("cut")));
    assertThat(snapshot.source()).isEqualTo(volume.id());
    assertThat(snapshot.size()).isEqualTo(ByteSize.ofMiB(20));
    assertThat(snapshot.accessType()).isEqualTo(AccessType.FILE_SYSTEM);
    assertThat(snapshot.group()).isEmpty();
    assertThat(Duration.between(snapshot.cutAt(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
    assertThat(pool().snapshots().find(snapshot.id())).contains(snapshot);
  }

  @Test
  default void aReplayedCutReturnsTheFirstOneWithItsTime() {
    Volume volume = create(Request.raw("volume"));
    write(volume.id(), 0, bytes(1, 4096));
    Snapshot first = pool().snapshots().create(new EntityName("cut"), volume.id());
    write(volume.id(), 0, bytes(2, 4096));
    assertThat(pool().snapshots().create(new EntityName("cut"), volume.id())).isEqualTo(first);
    Volume restored = create(Request.raw("restored").from(first.id()));
    assertThat(read(restored.id(), 0, 4096)).isEqualTo(bytes(1, 4096));
  }

  @Test
  default void aSnapshotNameTakenByAnotherVolumesIsRefused() {
    Volume one = create(Request.raw("one"));
    Volume two = create(Request.raw("two"));
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), one.id());
    refused(
        PoolError.AlreadyExists.class,
        () -> pool().snapshots().create(new EntityName("cut"), two.id()));
    assertThat(pool().snapshots().find(snapshot.id())).contains(snapshot);
  }

  @Test
  default void aVolumeThatIsNotThereCannotBeCut() {
    VolumeId none = VolumeId.named(pool().info().id(), new EntityName("none"));
    refused(PoolError.NotFound.class, () -> pool().snapshots().create(new EntityName("cut"), none));
    Volume volume = create(Request.raw("here"));
    refused(
        PoolError.NotFound.class,
        () ->
            pool()
                .snapshots()
                .create(new EntityName("cut"), new VolumeId(PoolId.random(), volume.id().uuid())));
    assertThat(allSnapshots().items()).isEmpty();
  }

  @Test
  default void aSnapshotOutlivesItsVolume() {
    Volume volume = create(Request.raw("volume"));
    write(volume.id(), 4096, bytes(3, 4096));
    pool().attachments().detach(volume.id());
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), volume.id());
    pool().volumes().delete(volume.id());
    assertThat(pool().snapshots().find(snapshot.id())).contains(snapshot);
    assertThat(pool().snapshots().create(new EntityName("cut"), volume.id())).isEqualTo(snapshot);
    Volume restored = create(Request.raw("restored").from(snapshot.id()));
    assertThat(read(restored.id(), 4096, 4096)).isEqualTo(bytes(3, 4096));
  }

  @Test
  default void aSnapshotOfAThickVolumeHoldsItsBytes() {
    Volume volume = create(Request.raw("thick").thick().size(ByteSize.ofMiB(8)));
    write(volume.id(), 4096, bytes(4, 4096));
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), volume.id());
    write(volume.id(), 4096, bytes(5, 4096));
    Volume restored = create(Request.raw("restored").from(snapshot.id()));
    assertThat(read(restored.id(), 4096, 4096)).isEqualTo(bytes(4, 4096));
  }

  @Test
  default void aSnapshotKeepsTheSizeOfTheCut() {
    Volume volume = create(Request.raw("volume").size(ByteSize.ofMiB(2)));
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), volume.id());
    pool().volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(4)));
    assertThat(pool().snapshots().find(snapshot.id()).orElseThrow().size())
        .isEqualTo(ByteSize.ofMiB(2));
    assertThat(create(Request.raw("restored").size(ByteSize.ZERO).from(snapshot.id())).size())
        .isEqualTo(ByteSize.ofMiB(2));
  }

  @Test
  default void whatIsWrittenToAnAttachedRawVolumeBeforeTheCutIsInIt() {
    Volume volume = create(Request.raw("volume"));
    pool().attachments().attach(volume.id());
    write(volume.id(), 1 << 20, bytes(6, 1 << 20));
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), volume.id());
    Volume restored = create(Request.raw("restored").from(snapshot.id()));
    assertThat(read(restored.id(), 1 << 20, 1 << 20)).isEqualTo(bytes(6, 1 << 20));
  }

  @Test
  default void aDeletedSnapshotIsGoneAndItsRestoresLiveOn() {
    Volume volume = create(Request.raw("volume"));
    write(volume.id(), 0, bytes(7, 4096));
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), volume.id());
    Volume restored = create(Request.raw("restored").from(snapshot.id()));
    pool().snapshots().delete(snapshot.id());
    pool().snapshots().delete(snapshot.id());
    assertThat(pool().snapshots().find(snapshot.id())).isEmpty();
    assertThat(allSnapshots().items()).isEmpty();
    assertThat(read(restored.id(), 0, 4096)).isEqualTo(bytes(7, 4096));
    refused(PoolError.NotFound.class, () -> create(Request.raw("late").from(snapshot.id())));
  }

  @Test
  default void aDeletedSnapshotsNameIsFree() {
    Volume one = create(Request.raw("one"));
    Volume two = create(Request.raw("two"));
    pool().snapshots().delete(pool().snapshots().create(new EntityName("cut"), one.id()).id());
    assertThat(pool().snapshots().create(new EntityName("cut"), two.id()).source())
        .isEqualTo(two.id());
  }

  @Test
  default void aSnapshotOfAnotherPoolIsNotOurs() {
    Volume volume = create(Request.raw("volume"));
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), volume.id());
    SnapshotId elsewhere = new SnapshotId(PoolId.random(), snapshot.id().uuid());
    assertThat(pool().snapshots().find(elsewhere)).isEmpty();
    pool().snapshots().delete(elsewhere);
    assertThat(pool().snapshots().find(snapshot.id())).contains(snapshot);
  }

  /** The first page of all. */
  default Page<Snapshot> allSnapshots() {
    return pool().snapshots().list(Optional.empty(), Optional.empty(), 1000);
  }
}
