package io.cistern.pool.lvm;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.mapper.DeviceMapper;
import io.cistern.pool.BlocksContract;
import io.cistern.pool.Pool;
import io.cistern.pool.Request;
import io.cistern.pool.lvm.blocks.MetadataSnapshot;
import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.lvm.command.Reports;
import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changed blocks of the LVM pool, by its thin pool's metadata. */
class LvmBlocksIT implements BlocksContract {
  /** What LVM gives a thin pool of this size. */
  private static final int BLOCK = 64 << 10;

  @RegisterExtension
  static final TestLvmPool LVM = new TestLvmPool(ByteSize.ofGiB(2), ByteSize.ofGiB(1));

  @Override
  public Pool pool() {
    return LVM.pool();
  }

  @Override
  public int block() {
    return BLOCK;
  }

  @Override
  public int rounds() {
    return Integer.getInteger(ROUNDS, 12);
  }

  @Test
  void whatAKilledReaderLeftIsReleasedWhenThePoolIsOpened() {
    SnapshotId id = cut();
    DeviceMapper.message(thinPoolDevice(), "reserve_metadata_snap");
    refused(PoolError.Busy.class, () -> pool().snapshots().allocated(id, 0, 10));
    LVM.reopen();
    assertThat(pool().snapshots().allocated(id, 0, 10).items())
        .containsExactly(new BlockRange(0, BLOCK));
    assertThat(MetadataSnapshot.release(thinPoolDevice())).as("still held").isFalse();
  }

  @Test
  void nothingIsHeldAfterAnAnswerThatFailed() {
    SnapshotId id = cut();
    String name =
        new Reports(new Lvm(Lvm.PROGRAM))
            .volumes(LVM.group().name()).stream()
                .map(row -> row.name())
                .filter(lv -> lv.contains("snapshot"))
                .findFirst()
                .orElseThrow();
    TestVolumeGroup.lvm("lvremove", "-y", "-f", LVM.group().name() + "/" + name);
    refused(PoolError.NotFound.class, () -> pool().snapshots().allocated(id, 0, 10));
    assertThat(MetadataSnapshot.release(thinPoolDevice())).as("still held").isFalse();
    LVM.reopen();
  }

  private SnapshotId cut() {
    Volume volume = create(Request.raw("volume").size(ByteSize.ofMiB(8)));
    write(volume.id(), 0, bytes(1, BLOCK));
    return pool().snapshots().create(new EntityName("cut"), volume.id()).id();
  }

  private static String thinPoolDevice() {
    return new Reports(new Lvm(Lvm.PROGRAM))
        .volumes(LVM.group().name()).stream()
            .filter(row -> row.isThinPool())
            .map(row -> row.group().devicePrefix() + row.uuid().replace("-", "") + "-tpool")
            .findFirst()
            .orElseThrow();
  }
}
