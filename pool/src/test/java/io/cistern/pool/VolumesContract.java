package io.cistern.pool;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Creating, finding and deleting volumes. */
public interface VolumesContract extends PoolUnderTest {

  @Test
  default void aNewVolumeIsWhatWasAskedFor() {
    Request request = Request.raw("new").size(ByteSize.ofMiB(10)).parameter("pool", "p");
    Volume volume = create(request);
    assertThat(volume.id()).isEqualTo(VolumeId.named(pool().info().id(), new EntityName("new")));
    assertThat(volume.spec()).isEqualTo(request.spec());
    assertThat(volume.size()).isEqualTo(ByteSize.ofMiB(10));
    assertThat(volume.provisioning()).isEqualTo(Provisioning.THIN);
    assertThat(volume.formatting()).isEqualTo(new Formatting.Blank());
    assertThat(Duration.between(volume.createdAt(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
    assertThat(pool().volumes().find(volume.id())).contains(volume);
  }

  @Test
  default void aNewVolumeReadsAsZeros() {
    Volume volume = create(Request.raw("zeros").size(ByteSize.ofMiB(1)));
    assertThat(read(volume.id(), 0, 1 << 20)).isEqualTo(new byte[1 << 20]);
  }

  @Test
  default void bytesWrittenAreReadBack() {
    Volume volume = create(Request.raw("bytes"));
    write(volume.id(), 12288, bytes(1, 8192));
    assertThat(read(volume.id(), 12288, 8192)).isEqualTo(bytes(1, 8192));
    assertThat(read(volume.id(), 0, 4096)).isEqualTo(new byte[4096]);
  }

  @Test
  default void anyUnicodeNameIsAName() {
    String name = "../../etc/passwd ä 漢字 \uD83D\uDE00 .. / \\ \"'%s{}";
    Volume volume = create(Request.raw(name));
    assertThat(found(volume.id()).spec().name().value()).isEqualTo(name);
    assertThat(create(Request.raw(name))).isEqualTo(volume);
  }

  @Test
  default void aReplayedCreateReturnsTheSameVolume() {
    Volume volume = create(Request.file("again").parameter("a", "b"));
    assertThat(create(Request.file("again").parameter("a", "b"))).isEqualTo(volume);
    assertThat(pool().volumes().list(Optional.empty(), 10).items()).containsExactly(volume);
  }

  @Test
  default void aReplayWithASizeThatFitsReturnsTheSameVolume() {
    Volume volume = create(Request.raw("fits").size(ByteSize.ofMiB(64)));
    assertThat(create(Request.raw("fits").between(ByteSize.ofMiB(32), ByteSize.ofMiB(64))))
        .isEqualTo(volume);
  }

  @Test
  default void aNameTakenByADifferentRequestIsRefused() {
    Volume volume = create(Request.file("taken"));
    refused(
        PoolError.AlreadyExists.class,
        () -> create(Request.file("taken").size(ByteSize.ofMiB(65))));
    refused(
        PoolError.AlreadyExists.class,
        () -> create(Request.file("taken").between(ByteSize.ofMiB(1), ByteSize.ofMiB(63))));
    refused(PoolError.AlreadyExists.class, () -> create(Request.raw("taken")));
    refused(PoolError.AlreadyExists.class, () -> create(Request.file("taken").thick()));
    refused(
        PoolError.AlreadyExists.class, () -> create(Request.file("taken").fsType(FsType.BTRFS)));
    refused(PoolError.AlreadyExists.class, () -> create(Request.file("taken").parameter("k", "v")));
    refused(
        PoolError.AlreadyExists.class,
        () -> create(Request.file("taken").accessMode("SINGLE_NODE_SINGLE_WRITER")));
    refused(PoolError.AlreadyExists.class, () -> create(Request.file("taken").from(volume.id())));
    assertThat(found(volume.id())).isEqualTo(volume);
  }

  @Test
  default void aSizeIsRoundedUpToFourKibibytes() {
    assertThat(create(Request.raw("odd").size(new ByteSize((2 << 20) + 1))).size())
        .isEqualTo(new ByteSize((2 << 20) + 4096));
  }

  @Test
  default void aSizeIsRaisedToTheLeastThatTheFilesystemNeeds() {
    assertThat(create(Request.file("ext4").size(ByteSize.ZERO)).size())
        .isEqualTo(FsType.EXT4.minimumSize());
    assertThat(create(Request.file("xfs").fsType(FsType.XFS).size(ByteSize.ZERO)).size())
        .isEqualTo(FsType.XFS.minimumSize());
    assertThat(create(Request.raw("raw").size(ByteSize.ZERO)).size()).isEqualTo(ByteSize.ofMiB(1));
  }

  @Test
  default void aRangeThatNoSizeFitsIsRefused() {
    refused(
        PoolError.SizeOutOfRange.class,
        () -> create(Request.file("small").between(ByteSize.ZERO, ByteSize.ofMiB(1))));
    refused(
        PoolError.SizeOutOfRange.class,
        () ->
            create(
                Request.raw("between-granules")
                    .between(new ByteSize((2 << 20) + 1), new ByteSize((2 << 20) + 2))));
    assertThat(pool().volumes().find(named("small"))).isEmpty();
  }

  @Test
  default void aSizeThatThePoolCouldNeverHoldIsRefused() {
    ByteSize total = pool().capacity().total();
    refused(
        PoolError.SizeOutOfRange.class,
        () -> create(Request.raw("huge").size(total.plus(new ByteSize(4096)))));
    refused(
        PoolError.SizeOutOfRange.class,
        () -> create(Request.raw("huge").size(new ByteSize(Long.MAX_VALUE))));
    refused(
        PoolError.SizeOutOfRange.class,
        () -> create(Request.raw("huge").thick().size(new ByteSize(Long.MAX_VALUE))));
    assertThat(pool().volumes().find(named("huge"))).isEmpty();
  }

  @Test
  default void aMissingSourceIsNotFound() {
    VolumeId noVolume = named("no such volume");
    SnapshotId noSnapshot = SnapshotId.named(pool().info().id(), new EntityName("none"));
    refused(PoolError.NotFound.class, () -> create(Request.raw("copy").from(noVolume)));
    refused(PoolError.NotFound.class, () -> create(Request.raw("copy").from(noSnapshot)));
    assertThat(pool().volumes().find(named("copy"))).isEmpty();
  }

  @Test
  default void aSourceOfAnotherPoolIsNotFound() {
    Volume volume = create(Request.raw("here"));
    VolumeId elsewhere = new VolumeId(PoolId.random(), volume.id().uuid());
    refused(PoolError.NotFound.class, () -> create(Request.raw("copy").from(elsewhere)));
  }

  @Test
  default void aVolumeOfAnotherPoolIsNotOurs() {
    Volume volume = create(Request.raw("mine"));
    VolumeId elsewhere = new VolumeId(PoolId.random(), volume.id().uuid());
    assertThat(pool().volumes().find(elsewhere)).isEmpty();
    pool().volumes().delete(elsewhere);
    assertThat(pool().volumes().find(volume.id())).contains(volume);
  }

  @Test
  default void aDeletedVolumeIsGoneAndItsNameIsFree() {
    Volume volume = create(Request.raw("gone"));
    write(volume.id(), 0, bytes(2, 4096));
    pool().attachments().detach(volume.id());
    pool().volumes().delete(volume.id());
    assertThat(pool().volumes().find(volume.id())).isEmpty();
    assertThat(create(Request.raw("gone").size(ByteSize.ofMiB(2))).size())
        .isEqualTo(ByteSize.ofMiB(2));
    assertThat(read(volume.id(), 0, 4096)).isEqualTo(new byte[4096]);
  }

  @Test
  default void deletingWhatIsNotThereIsSuccess() {
    pool().volumes().delete(named("never was"));
    Volume volume = create(Request.raw("twice"));
    pool().volumes().delete(volume.id());
    pool().volumes().delete(volume.id());
  }

  @Test
  default void anAttachedVolumeIsNotDeleted() {
    Volume volume = create(Request.raw("in use"));
    write(volume.id(), 0, bytes(3, 4096));
    pool().attachments().attach(volume.id());
    refused(PoolError.Precondition.class, () -> pool().volumes().delete(volume.id()));
    assertThat(found(volume.id())).isEqualTo(volume);
    assertThat(read(volume.id(), 0, 4096)).isEqualTo(bytes(3, 4096));
  }

  /** The id of a volume of this name. */
  default VolumeId named(String name) {
    return VolumeId.named(pool().info().id(), new EntityName(name));
  }
}
