package io.cistern.pool;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Which blocks snapshots have, and which have changed, at the granularity of 4 KiB. */
public interface BlocksContract extends PoolUnderTest {
  int BLOCK = 4096;
  int ROUNDS = 40;

  @Test
  default void everyChangedBlockIsNamedAndNoOther() {
    ByteSize size = ByteSize.ofMiB(4);
    Volume volume = create(Request.raw("random").size(size));
    Random random = new Random(7);
    byte[] model = new byte[(int) size.bytes()];
    List<byte[]> contents = new ArrayList<>();
    List<Snapshot> cuts = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int write = random.nextInt(12); write > 0; write--) {
        int block = random.nextInt(model.length / BLOCK);
        int length = Math.min((1 + random.nextInt(8)) * BLOCK, model.length - block * BLOCK);
        byte[] content = bytes(random.nextLong(), length);
        write(volume.id(), (long) block * BLOCK, content);
        System.arraycopy(content, 0, model, block * BLOCK, length);
      }
      cuts.add(pool().snapshots().create(new EntityName("cut " + round), volume.id()));
      contents.add(model.clone());
      int base = random.nextInt(cuts.size());
      assertThat(blocks(changed(cuts.get(base).id(), cuts.getLast().id(), 0, 3)))
          .as("round " + round + " from " + base)
          .isEqualTo(difference(contents.get(base), contents.getLast()));
      assertThat(blocks(allocated(cuts.getLast().id(), 0, 3)))
          .as("round " + round)
          .isEqualTo(difference(new byte[model.length], model));
      if (cuts.size() > 6) {
        int gone = random.nextInt(cuts.size());
        pool().snapshots().delete(cuts.remove(gone).id());
        contents.remove(gone);
      }
    }
  }

  /** All pages, each going on where the last ended. */
  private List<BlockRange> changed(SnapshotId base, SnapshotId target, long from, int limit) {
    return all(from, at -> pool().snapshots().changed(base, target, at, limit), limit);
  }

  private List<BlockRange> allocated(SnapshotId id, long from, int limit) {
    return all(from, at -> pool().snapshots().allocated(id, at, limit), limit);
  }

  private static List<BlockRange> all(long from, LongFunction<Page<BlockRange>> pages, int limit) {
    List<BlockRange> ranges = new ArrayList<>();
    long next = from;
    Page<BlockRange> page;
    do {
      page = pages.apply(next);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      for (BlockRange range : page.items()) {
        assertThat(range.offset()).as("ascending, apart").isGreaterThanOrEqualTo(next);
        next = range.end();
        ranges.add(range);
      }
    } while (page.more());
    return ranges;
  }

  private static BitSet blocks(List<BlockRange> ranges) {
    BitSet blocks = new BitSet();
    for (BlockRange range : ranges) {
      assertThat(range.offset() % BLOCK).isZero();
      assertThat(range.length() % BLOCK).isZero();
      blocks.set((int) (range.offset() / BLOCK), (int) (range.end() / BLOCK));
    }
    return blocks;
  }

  private static BitSet difference(byte[] a, byte[] b) {
    BitSet blocks = new BitSet();
    for (int at = 0; at < b.length; at += BLOCK) {
      blocks.set(at / BLOCK, !Arrays.equals(a, at, at + BLOCK, b, at, at + BLOCK));
    }
    return blocks;
  }

  @Test
  default void blocksOfAnExpandedVolumeAreComparedBeyondTheOldEnd() {
    Volume volume = create(Request.raw("grown").size(ByteSize.ofMiB(1)));
    write(volume.id(), 0, bytes(1, BLOCK));
    Snapshot base = pool().snapshots().create(new EntityName("base"), volume.id());
    pool().volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(2)));
    pool().attachments().attach(volume.id());
    pool().attachments().grow(volume.id());
    write(volume.id(), 1 << 20, bytes(2, BLOCK));
    Snapshot target = pool().snapshots().create(new EntityName("target"), volume.id());
    assertThat(changed(base.id(), target.id(), 0, 10))
        .containsExactly(new BlockRange(1 << 20, BLOCK));
    assertThat(allocated(target.id(), 0, 10))
        .containsExactly(new BlockRange(0, BLOCK), new BlockRange(1 << 20, BLOCK));
  }

  @Test
  default void anAnswerGoesOnFromAnyOffset() {
    Volume volume = create(Request.raw("offsets").size(ByteSize.ofMiB(1)));
    write(volume.id(), 2 * BLOCK, bytes(1, 4 * BLOCK));
    SnapshotId id = pool().snapshots().create(new EntityName("cut"), volume.id()).id();
    assertThat(pool().snapshots().allocated(id, 0, 10).items())
        .containsExactly(new BlockRange(2 * BLOCK, 4 * BLOCK));
    assertThat(pool().snapshots().allocated(id, 3 * BLOCK + 17, 10).items())
        .containsExactly(new BlockRange(3 * BLOCK, 3 * BLOCK));
    assertThat(pool().snapshots().allocated(id, 6 * BLOCK, 10).items()).isEmpty();
    assertThat(pool().snapshots().allocated(id, 1 << 20, 10).items()).isEmpty();
    refused(
        PoolError.SizeOutOfRange.class, () -> pool().snapshots().allocated(id, (1 << 20) + 1, 10));
    refused(PoolError.SizeOutOfRange.class, () -> pool().snapshots().changed(id, id, -1, 10));
    assertThat(pool().snapshots().changed(id, id, 0, 10).items()).isEmpty();
  }

  @Test
  default void onlySnapshotsOfOneVolumeThatExistAreComparedTheOlderFirst() {
    Volume volume = create(Request.raw("one").size(ByteSize.ofMiB(1)));
    Volume other = create(Request.raw("other").size(ByteSize.ofMiB(1)));
    Snapshots snapshots = pool().snapshots();
    SnapshotId first = snapshots.create(new EntityName("first"), volume.id()).id();
    SnapshotId second = snapshots.create(new EntityName("second"), volume.id()).id();
    SnapshotId foreign = snapshots.create(new EntityName("foreign"), other.id()).id();
    refused(PoolError.Invalid.class, () -> snapshots.changed(foreign, second, 0, 10));
    refused(PoolError.Invalid.class, () -> snapshots.changed(second, first, 0, 10));
    snapshots.delete(first);
    refused(PoolError.NotFound.class, () -> snapshots.changed(first, second, 0, 10));
    refused(PoolError.NotFound.class, () -> snapshots.allocated(first, 0, 10));
  }

  @Test
  default void theHeaderOfAnEncryptedVolumeIsNoPartOfItsBlocks() {
    Volume volume = create(Request.raw("encrypted").encrypted().size(ByteSize.ofMiB(1)));
    write(volume.id(), 0, bytes(1, BLOCK));
    SnapshotId base = pool().snapshots().create(new EntityName("base"), volume.id()).id();
    write(volume.id(), 8 * BLOCK, bytes(2, BLOCK));
    write(volume.id(), (16 << 20) + 3 * BLOCK, bytes(3, BLOCK));
    SnapshotId target = pool().snapshots().create(new EntityName("target"), volume.id()).id();
    assertThat(allocated(base, 0, 10)).isEmpty();
    assertThat(changed(base, target, 0, 10)).containsExactly(new BlockRange(3 * BLOCK, BLOCK));
  }
}
