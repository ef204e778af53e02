package io.cistern.pool.lvm;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.mapper.DeviceMapper;
import io.cistern.pool.BlocksContract;
import io.cistern.pool.DevicePoolUnderTest;
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
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Changed blocks of the LVM pool, by its thin pool's metadata. */
class LvmBlocksIT implements BlocksContract {
  /** What LVM gives a thin pool of this size. */
  private static final int BLOCK = 64 << 10;

  private static TestVolumeGroup group;
  private static LvmPool pool;

  @BeforeAll
  static void make() throws IOException {
    group = TestVolumeGroup.make(ByteSize.ofGiB(2));
    pool = group.init(group.options().withThinPoolSize(ByteSize.ofGiB(1)));
  }

  @AfterAll
  static void remove() {
    if (pool != null) {
      pool.close();
    }
    if (group != null) {
      group.close();
    }
  }

  @AfterEach
  void empty() {
    DevicePoolUnderTest.empty(pool);
  }

  @Override
  public Pool pool() {
    return pool;
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
    refused(PoolError.Busy.class, () -> pool.snapshots().allocated(id, 0, 10));
    pool.close();
    pool = group.open();
    assertThat(pool.snapshots().allocated(id, 0, 10).items())
        .containsExactly(new BlockRange(0, BLOCK));
    assertThat(MetadataSnapshot.release(thinPoolDevice())).as("still held").isFalse();
  }

  @Test
  void nothingIsHeldAfterAnAnswerThatFailed() {
    SnapshotId id = cut();
    String name =
        new Reports(new Lvm(Lvm.PROGRAM))
            .volumes(group.name()).stream()
                .map(row -> row.name())
                .filter(lv -> lv.contains("snapshot"))
                .findFirst()
                .orElseThrow();
    TestVolumeGroup.lvm("lvremove", "-y", "-f", group.name() + "/" + name);
    refused(PoolError.NotFound.class, () -> pool.snapshots().allocated(id, 0, 10));
    assertThat(MetadataSnapshot.release(thinPoolDevice())).as("still held").isFalse();
    pool.close();
    pool = group.open();
  }

  private SnapshotId cut() {
    Volume volume = create(Request.raw("volume").size(ByteSize.ofMiB(8)));
    write(volume.id(), 0, bytes(1, BLOCK));
    return pool.snapshots().create(new EntityName("cut"), volume.id()).id();
  }

  private static String thinPoolDevice() {
    return new Reports(new Lvm(Lvm.PROGRAM))
        .volumes(group.name()).stream()
            .filter(row -> row.isThinPool())
            .map(row -> row.group().devicePrefix() + row.uuid().replace("-", "") + "-tpool")
            .findFirst()
            .orElseThrow();
  }
}
