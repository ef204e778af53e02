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
import io.cistern.pool.model.VolumeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Which blocks snapshots have, and which have changed. */
public interface BlocksContract extends DevicePoolUnderTest {
  /** How many rounds of {@link #rounds} there are, if it is not left to the backend. */
  String ROUNDS = "cistern.blocks.rounds";

  /** Writes are of so many bytes or several times as many. */
  int PAGE = 4096;

  /** In which units the pool knows what has changed, in bytes: a multiple of 4 KiB. */
  default int block() {
    return PAGE;
  }

  /** How often the volume is written and cut. */
  default int rounds() {
    return Integer.getInteger(ROUNDS, 40);
  }

  @Test
  default void everyChangedBlockIsNamedAndNoOther() {
    int size = 256 * block();
    Volume volume = create(Request.raw("random").size(new ByteSize(size)));
    Random random = new Random(7);
    List<byte[]> contents = new ArrayList<>();
    List<Snapshot> cuts = new ArrayList<>();
    for (int round = 0; round < rounds(); round++) {
      scribble(volume.id(), size, random);
      cuts.add(pool().snapshots().create(new EntityName("cut " + round), volume.id()));
      contents.add(read(volume.id(), 0, size));
      int base = random.nextInt(cuts.size());
      assertThat(blocks(changed(cuts.get(base).id(), cuts.getLast().id(), 0, 3)))
          .as("round " + round + " from " + base)
          .isEqualTo(difference(contents.get(base), contents.getLast()));
      assertThat(blocks(allocated(cuts.getLast().id(), 0, 3)))
          .as("round " + round)
          .isEqualTo(difference(new byte[size], contents.getLast()));
      if (cuts.size() > 6) {
        int gone = random.nextInt(cuts.size());
        pool().snapshots().delete(cuts.remove(gone).id());
        contents.remove(gone);
      }
      if (round % 50 == 49) {
        System.out.printf("blocks: %d of %d rounds%n", round + 1, rounds());
      }
    }
  }

  /** Writes here and there, mostly less than a block, and gives blocks back. */
  private void scribble(VolumeId id, int size, Random random) {
    for (int write = random.nextInt(12); write > 0; write--) {
      int at = random.nextInt(size / PAGE) * PAGE;
      int length = Math.min((1 + random.nextInt(8)) * PAGE, size - at);
      write(id, at, bytes(random.nextLong(), length));
    }
    if (random.nextInt(3) == 0) {
      pool().attachments().attach(id);
      discard(id, (long) random.nextInt(size / block()) * block(), block());
    }
  }

  @Test
  default void noChangedBlockOfAThickVolumeIsLeftOut() {
    int size = 64 * block();
    Volume volume = create(Request.raw("thick").thick().size(new ByteSize(size)));
    write(volume.id(), 3L * block(), bytes(1, 2 * block()));
    Snapshot base = pool().snapshots().create(new EntityName("base"), volume.id());
    byte[] before = read(volume.id(), 0, size);
    write(volume.id(), 4L * block(), bytes(2, PAGE));
    write(volume.id(), 20L * block() + PAGE, bytes(3, PAGE));
    Snapshot target = pool().snapshots().create(new EntityName("target"), volume.id());
    BitSet missed = difference(before, read(volume.id(), 0, size));
    assertThat(missed.cardinality()).isEqualTo(2);
    missed.andNot(blocks(changed(base.id(), target.id(), 0, 10)));
    assertThat(missed.isEmpty()).isTrue();
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

  private BitSet blocks(List<BlockRange> ranges) {
    BitSet blocks = new BitSet();
    for (BlockRange range : ranges) {
      assertThat(range.offset() % block()).isZero();
      assertThat(range.length() % block()).isZero();
      blocks.set((int) (range.offset() / block()), (int) (range.end() / block()));
    }
    return blocks;
  }

  private BitSet difference(byte[] a, byte[] b) {
    BitSet blocks = new BitSet();
    for (int at = 0; at < b.length; at += block()) {
      blocks.set(at / block(), !Arrays.equals(a, at, at + block(), b, at, at + block()));
    }
    return blocks;
  }

  @Test
  default void blocksOfAnExpandedVolumeAreComparedBeyondTheOldEnd() {
    Volume volume = create(Request.raw("grown").size(ByteSize.ofMiB(1)));
    write(volume.id(), 0, bytes(1, block()));
    Snapshot base = pool().snapshots().create(new EntityName("base"), volume.id());
    pool().volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(2)));
    pool().attachments().attach(volume.id());
    pool().attachments().grow(volume.id());
    write(volume.id(), 1 << 20, bytes(2, block()));
    Snapshot target = pool().snapshots().create(new EntityName("target"), volume.id());
    assertThat(changed(base.id(), target.id(), 0, 10))
        .containsExactly(new BlockRange(1 << 20, block()));
    assertThat(allocated(target.id(), 0, 10))
        .containsExactly(new BlockRange(0, block()), new BlockRange(1 << 20, block()));
  }

  @Test
  default void theLastBlockEndsWithTheVolume() {
    Volume volume = create(Request.raw("odd").size(new ByteSize((1 << 20) + PAGE)));
    write(volume.id(), 1 << 20, bytes(1, PAGE));
    SnapshotId id = pool().snapshots().create(new EntityName("cut"), volume.id()).id();
    assertThat(allocated(id, 0, 10)).containsExactly(new BlockRange(1 << 20, PAGE));
  }

  @Test
  default void anAnswerGoesOnFromAnyOffset() {
    Volume volume = create(Request.raw("offsets").size(ByteSize.ofMiB(1)));
    write(volume.id(), 2L * block(), bytes(1, 4 * block()));
    SnapshotId id = pool().snapshots().create(new EntityName("cut"), volume.id()).id();
    int middle = 3 * block() + PAGE;
    int end = 6 * block();
    assertThat(pool().snapshots().allocated(id, 0, 10).items())
        .containsExactly(new BlockRange(2L * block(), 4L * block()));
    assertThat(pool().snapshots().allocated(id, middle + 17, 10).items())
        .containsExactly(new BlockRange(middle, end - middle));
    assertThat(pool().snapshots().allocated(id, end, 10).items()).isEmpty();
    assertThat(pool().snapshots().allocated(id, 1 << 20, 10).items()).isEmpty();
    refused(
        PoolError.SizeOutOfRange.class, () -> pool().snapshots().allocated(id, (1 << 20) + 1, 10));
    refused(PoolError.SizeOutOfRange.class, () -> pool().snapshots().changed(id, id, -1, 10));
    assertThat(pool().snapshots().changed(id, id, 0, 10).items()).isEmpty();
  }

  @Test
  default void aSnapshotThatReplacesAnotherOfItsNameIsAnsweredForItself() {
    Volume volume = create(Request.raw("replaced").size(ByteSize.ofMiB(1)));
    EntityName name = new EntityName("cut");
    SnapshotId id = pool().snapshots().create(name, volume.id()).id();
    assertThat(allocated(id, 0, 10)).isEmpty();
    write(volume.id(), 0, bytes(1, block()));
    pool().snapshots().delete(id);
    pool().snapshots().create(name, volume.id());
    assertThat(allocated(id, 0, 10)).containsExactly(new BlockRange(0, block()));
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
    write(volume.id(), 0, bytes(1, block()));
    SnapshotId base = pool().snapshots().create(new EntityName("base"), volume.id()).id();
    write(volume.id(), 8L * block(), bytes(2, block()));
    write(volume.id(), (16L << 20) + 3L * block(), bytes(3, block()));
    SnapshotId target = pool().snapshots().create(new EntityName("target"), volume.id()).id();
    assertThat(allocated(base, 0, 10)).isEmpty();
    assertThat(changed(base, target, 0, 10)).containsExactly(new BlockRange(3L * block(), block()));
  }
}
