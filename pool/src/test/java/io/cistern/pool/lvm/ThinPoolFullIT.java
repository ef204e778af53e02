package io.cistern.pool.lvm;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.Request;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Volume;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A thin pool that fills up: refusals and warnings before, clear errors then, and a way back. */
class ThinPoolFullIT implements DevicePoolUnderTest {
  private static final int PIECE = 4 << 20;

  @RegisterExtension
  final TestLvmPool lvm = new TestLvmPool(ByteSize.ofMiB(768), ByteSize.ofMiB(256));

  @Override
  public Pool pool() {
    return lvm.pool();
  }

  /** So that nothing is enlarged: all the rest is taken by somebody else. */
  private void takeAllBeside() {
    TestVolumeGroup.lvm(
        "lvcreate", "-y", "-Wn", "-an", "-l", "100%FREE", "-n", "ballast", lvm.group().name());
    lvm.reopen();
  }

  private void giveBack() {
    TestVolumeGroup.lvm("lvremove", "-y", "-f", lvm.group().name() + "/ballast");
  }

  @Test
  void fullDataIsRefusedBeforeAnErrorThenAndGoesOnWhenEnlarged() {
    takeAllBeside();
    Volume volume = create(Request.raw("writer").size(ByteSize.ofMiB(256)));
    Volume other = create(Request.raw("other").size(ByteSize.ofMiB(64)));
    write(other.id(), 0, bytes(7, PIECE));
    int written = 0;
    while (!pool().capacity().available().isZero()) {
      write(volume.id(), written, bytes(written, PIECE));
      written += PIECE;
    }
    assertThat(pool().volumes().condition(volume.id()).abnormal()).isFalse();
    refused(PoolError.OutOfSpace.class, () -> create(Request.raw("no")));
    refused(PoolError.OutOfSpace.class, () -> create(Request.raw("no").from(volume.id())));
    refused(
        PoolError.OutOfSpace.class,
        () -> pool().snapshots().create(new EntityName("no"), volume.id()));
    refused(
        PoolError.OutOfSpace.class,
        () -> pool().volumes().expand(other.id(), CapacityRange.atLeast(ByteSize.ofMiB(128))));
    int full = writeUntilFull(volume, written);
    assertThat(pool().volumes().condition(volume.id()).abnormal()).isTrue();
    assertThat(read(other.id(), 0, PIECE)).isEqualTo(bytes(7, PIECE));
    giveBack();
    TestVolumeGroup.lvm("lvextend", "-y", "-L", "+128m", lvm.group().place().toString());
    lvm.reopen();
    write(volume.id(), full, bytes(full, PIECE));
    for (int at = 0; at <= full; at += PIECE) {
      assertThat(read(volume.id(), at, PIECE)).isEqualTo(bytes(at, PIECE));
    }
    assertThat(read(other.id(), 0, PIECE)).isEqualTo(bytes(7, PIECE));
    assertThat(pool().volumes().condition(volume.id()).abnormal()).isFalse();
  }

  /** Returns where the first write failed. */
  private int writeUntilFull(Volume volume, int from) {
    int[] at = {from};
    assertThatThrownBy(
            () -> {
              for (; at[0] < 256 << 20; at[0] += PIECE) {
                write(volume.id(), at[0], bytes(at[0], PIECE));
              }
            })
        .isInstanceOf(UncheckedIOException.class);
    return at[0];
  }

  @Test
  void metadataIsWatchedApartAndRefusesWhenItIsNearlyFull() {
    ByteSize total = pool().capacity().metadata().total();
    assertThat(total).isGreaterThanOrEqualTo(ByteSize.ofMiB(16));
    assertThat(pool().capacity().metadata().used()).isBetween(ByteSize.ofKiB(4), total);
    ThinPoolStatus full = ThinPoolStatus.parse("1 3700/4096 5/100 - rw no_discard", total);
    assertThat(full.metadataPercent()).isGreaterThanOrEqualTo(LvmCapacity.METADATA_FULL_PERCENT);
  }

  @Test
  void whatFillsUpIsEnlargedWhileThereIsSpaceBeside() throws InterruptedException {
    ByteSize before = pool().capacity().total();
    Volume volume = create(Request.raw("writer").size(ByteSize.ofMiB(256)));
    for (int at = 0; at < 216 << 20; at += PIECE) {
      write(volume.id(), at, bytes(at, PIECE));
    }
    ByteSize thick = pool().capacity().availableThick();
    for (int i = 0; i < 60 && pool().capacity().availableThick().equals(thick); i++) {
      Thread.sleep(500);
    }
    assertThat(pool().capacity().availableThick()).isLessThan(thick);
    assertThat(pool().capacity().total()).isEqualTo(before);
    assertThat(read(volume.id(), 0, PIECE)).isEqualTo(bytes(0, PIECE));
  }
}
