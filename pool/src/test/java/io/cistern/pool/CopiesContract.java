package io.cistern.pool;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.Volume;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Volumes made from volumes and from snapshots. */
public interface CopiesContract extends PoolUnderTest {
  /** A thing worth copying: the first and the last page are written. */
  default Volume written(Request request, long seed) {
    Volume volume = create(request);
    write(volume.id(), 0, bytes(seed, 4096));
    write(volume.id(), volume.size().bytes() - 4096, bytes(seed + 1, 4096));
    pool().attachments().detach(volume.id());
    return volume;
  }

  /** Asserts the bytes that {@link #written} wrote. */
  default void holds(Volume volume, long seed, ByteSize sourceSize) {
    assertThat(read(volume.id(), 0, 4096)).isEqualTo(bytes(seed, 4096));
    assertThat(read(volume.id(), 4096, 4096)).isEqualTo(new byte[4096]);
    assertThat(read(volume.id(), sourceSize.bytes() - 4096, 4096)).isEqualTo(bytes(seed + 1, 4096));
  }

  @Test
  default void aCloneHoldsTheBytesAndIsIndependentBothWays() {
    Volume source = written(Request.raw("source"), 10);
    Volume clone = create(Request.raw("clone").from(source.id()));
    holds(clone, 10, source.size());
    write(clone.id(), 0, bytes(99, 4096));
    write(source.id(), source.size().bytes() - 4096, bytes(98, 4096));
    assertThat(read(source.id(), 0, 4096)).isEqualTo(bytes(10, 4096));
    assertThat(read(clone.id(), source.size().bytes() - 4096, 4096)).isEqualTo(bytes(11, 4096));
  }

  @Test
  default void aCloneOutlivesItsSourceAndItsReplay() {
    Volume source = written(Request.raw("source"), 20);
    Volume clone = create(Request.raw("clone").from(source.id()));
    pool().attachments().detach(source.id());
    pool().volumes().delete(source.id());
    assertThat(create(Request.raw("clone").from(source.id()))).isEqualTo(clone);
    holds(clone, 20, source.size());
  }

  @Test
  default void aThickCloneAndACloneOfAThickVolumeHoldTheBytes() {
    Volume thick = written(Request.raw("thick").thick().size(ByteSize.ofMiB(8)), 30);
    Volume thin = written(Request.raw("thin").size(ByteSize.ofMiB(8)), 40);
    holds(create(Request.raw("thin of thick").from(thick.id())), 30, thick.size());
    holds(create(Request.raw("thick of thick").thick().from(thick.id())), 30, thick.size());
    holds(create(Request.raw("thick of thin").thick().from(thin.id())), 40, thin.size());
    holds(thick, 30, thick.size());
  }

  @Test
  default void aRestoredVolumeHoldsTheBytesOfTheCut() {
    Volume source = written(Request.raw("source"), 50);
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), source.id());
    write(source.id(), 0, bytes(99, 4096));
    holds(create(Request.raw("restored").from(snapshot.id())), 50, source.size());
  }

  @Test
  default void twoRestoresOfOneSnapshotAreIndependent() {
    Volume source = written(Request.raw("source"), 60);
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), source.id());
    Volume one = create(Request.raw("one").from(snapshot.id()));
    write(one.id(), 0, bytes(99, 4096));
    holds(create(Request.raw("two").from(snapshot.id())), 60, source.size());
  }

  @Test
  default void aLargerRestoreReadsZerosAfterTheSource() {
    Volume source = written(Request.raw("source").size(ByteSize.ofMiB(2)), 70);
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), source.id());
    Volume restored = create(Request.raw("larger").size(ByteSize.ofMiB(4)).from(snapshot.id()));
    assertThat(restored.size()).isEqualTo(ByteSize.ofMiB(4));
    holds(restored, 70, source.size());
    assertThat(read(restored.id(), 2 << 20, 2 << 20)).isEqualTo(new byte[2 << 20]);
    Volume clone = create(Request.raw("larger clone").size(ByteSize.ofMiB(4)).from(source.id()));
    holds(clone, 70, source.size());
    assertThat(read(clone.id(), 2 << 20, 2 << 20)).isEqualTo(new byte[2 << 20]);
  }

  @Test
  default void aCopyIsNeverSmallerThanItsSource() {
    Volume source = create(Request.raw("source").size(ByteSize.ofMiB(8)));
    Volume clone = create(Request.raw("clone").size(ByteSize.ofMiB(1)).from(source.id()));
    assertThat(clone.size()).isEqualTo(ByteSize.ofMiB(8));
    refused(
        PoolError.SizeOutOfRange.class,
        () ->
            create(
                Request.raw("limited")
                    .between(ByteSize.ofMiB(1), ByteSize.ofMiB(4))
                    .from(source.id())));
  }

  @Test
  default void aCopyOfAFormattedVolumeIsFormatted() {
    Volume source = create(Request.file("source"));
    Formatting ext4 = new Formatting.Formatted(FsType.EXT4);
    pool().volumes().recordFormatting(source.id(), ext4);
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), source.id());
    assertThat(snapshot.formatting()).isEqualTo(ext4);
    assertThat(create(Request.file("clone").from(source.id())).formatting()).isEqualTo(ext4);
    assertThat(create(Request.file("restored").from(snapshot.id())).formatting()).isEqualTo(ext4);
    assertThat(create(Request.raw("raw").from(snapshot.id())).formatting())
        .isEqualTo(new Formatting.Foreign());
  }

  @Test
  default void aCopyWithAnotherFilesystemIsRefused() {
    Volume source = create(Request.file("source"));
    pool().volumes().recordFormatting(source.id(), new Formatting.Formatted(FsType.EXT4));
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), source.id());
    refused(
        PoolError.Invalid.class,
        () -> create(Request.file("clone").fsType(FsType.BTRFS).from(source.id())));
    refused(
        PoolError.Invalid.class,
        () -> create(Request.file("restored").fsType(FsType.BTRFS).from(snapshot.id())));
  }

  @Test
  default void aCopyOfABlankVolumeIsBlank() {
    Volume source = create(Request.file("source"));
    assertThat(create(Request.file("clone").fsType(FsType.BTRFS).from(source.id())).formatting())
        .isEqualTo(new Formatting.Blank());
  }

  @Test
  default void aCopyOfARawVolumeThatMayHaveBeenWrittenIsNeverBlank() {
    Volume source = create(Request.raw("source"));
    pool().attachments().attach(source.id());
    assertThat(create(Request.raw("clone").from(source.id())).formatting())
        .isEqualTo(new Formatting.Foreign());
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), source.id());
    assertThat(create(Request.file("restored").from(snapshot.id())).formatting())
        .isEqualTo(new Formatting.Foreign());
    pool().attachments().detach(source.id());
    pool().volumes().recordFormatting(source.id(), new Formatting.Foreign());
    assertThat(create(Request.file("later").from(source.id())).formatting())
        .isEqualTo(new Formatting.Foreign());
  }

  @Test
  default void anEncryptedVolumesDeviceHasRoomForTheHeaderBesideItsSize() {
    Volume volume = create(Request.raw("encrypted").encrypted().size(ByteSize.ofMiB(8)));
    assertThat(volume.size()).isEqualTo(ByteSize.ofMiB(8));
    pool().attachments().attach(volume.id());
    assertThat(deviceSize(volume.id())).isEqualTo(ByteSize.ofMiB(24));
    pool().volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(10)));
    pool().attachments().grow(volume.id());
    assertThat(deviceSize(volume.id())).isEqualTo(ByteSize.ofMiB(26));
    assertThat(pool().volumes().condition(volume.id()).abnormal()).isFalse();

    write(volume.id(), 25 << 20, bytes(1, 4096));
    Snapshot snapshot = pool().snapshots().create(new EntityName("cut"), volume.id());
    assertThat(snapshot.size()).isEqualTo(ByteSize.ofMiB(10));
    Volume restored =
        create(Request.raw("restored").encrypted().size(ByteSize.ofMiB(12)).from(snapshot.id()));
    assertThat(read(restored.id(), 25 << 20, 4096)).isEqualTo(bytes(1, 4096));
    pool().attachments().attach(restored.id());
    assertThat(deviceSize(restored.id())).isEqualTo(ByteSize.ofMiB(28));
    Volume thick = create(Request.raw("thick").encrypted().thick().from(volume.id()));
    assertThat(read(thick.id(), 25 << 20, 4096)).isEqualTo(bytes(1, 4096));
  }

  @Test
  default void aCopyIsEncryptedAsItsSourceIs() {
    Volume plain = create(Request.raw("plain"));
    Volume encrypted = create(Request.raw("encrypted").encrypted());
    Snapshot cut = pool().snapshots().create(new EntityName("cut"), encrypted.id());
    refused(PoolError.Invalid.class, () -> create(Request.raw("a").encrypted().from(plain.id())));
    refused(PoolError.Invalid.class, () -> create(Request.raw("b").from(encrypted.id())));
    refused(PoolError.Invalid.class, () -> create(Request.raw("c").from(cut.id())));
    assertThat(pool().volumes().list(Optional.empty(), 10).items()).hasSize(2);
  }
}
