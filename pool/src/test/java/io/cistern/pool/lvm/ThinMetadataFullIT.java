package io.cistern.pool.lvm;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.Request;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A thin pool whose metadata fills up under writes, while it has data enough. What fills it is what
 * does in life: many copies of one volume, each written here and there, so that each gets a map of
 * its own.
 */
class ThinMetadataFullIT implements DevicePoolUnderTest {
  private static final int WHOLE = 256 << 20;
  private static final int COPIES = 32;

  /** Less than one block of the map spans, so each write takes one. */
  private static final int STRIDE = 7 << 20;

  private static final int PIECE = 4096;
  private static final int LARGE = 4 << 20;

  private TestVolumeGroup group;
  private LvmPool pool;

  /** The smallest metadata that LVM makes; nothing is left beside to enlarge it with. */
  @BeforeEach
  void make() throws IOException {
    group = TestVolumeGroup.make(ByteSize.ofMiB(640));
    TestVolumeGroup.lvm("vgcreate", "-s", "1m", group.name(), group.disk().path().toString());
    TestVolumeGroup.lvm(
        "lvcreate",
        "-y",
        "--type",
        "thin-pool",
        "-Zy",
        "-c",
        "64k",
        "-L",
        "512m",
        "--poolmetadatasize",
        "2m",
        "-n",
        LvmPlace.THIN_POOL,
        group.name());
    TestVolumeGroup.lvm(
        "lvcreate", "-y", "-Wn", "-an", "-l", "100%FREE", "-n", "ballast", group.name());
    pool = LvmPool.init(group.place(), List.of(), TestVolumeGroup.POOL, options());
  }

  @AfterEach
  void remove() {
    if (pool != null) {
      pool.close();
    }
    if (group != null) {
      group.close();
    }
  }

  /** It may promise as much as these copies are. */
  private LvmPoolOptions options() {
    LvmPoolOptions usual = group.options();
    return new LvmPoolOptions(
        usual.reservePercent(),
        usual.reserveLeast(),
        2 * COPIES,
        usual.thinPoolSize(),
        usual.freezeLimit(),
        usual.program(),
        usual.runtime());
  }

  @Override
  public Pool pool() {
    return pool;
  }

  @Test
  void fullMetadataIsAClearErrorCorruptsNothingAndGoesOnWhenEnlarged() {
    Volume original = create(Request.raw("original").size(new ByteSize(WHOLE)));
    for (int at = 0; at < WHOLE; at += LARGE) {
      write(original.id(), at, bytes(-at, LARGE));
    }
    List<Volume> copies = new ArrayList<>();
    for (int i = 0; i < COPIES; i++) {
      copies.add(create(Request.raw("copy " + i).from(original.id())));
      pool.attachments().attach(copies.getLast().id());
    }
    List<Written> written = new ArrayList<>();
    Written refused = writeUntilFull(copies, written);

    assertThat(pool.volumes().condition(original.id()).abnormal()).isTrue();
    assertThat(pool.capacity().available()).isEqualTo(ByteSize.ZERO);
    refused(PoolError.OutOfSpace.class, () -> create(Request.raw("no")));
    refused(PoolError.OutOfSpace.class, () -> create(Request.raw("no").from(original.id())));
    refused(
        PoolError.OutOfSpace.class,
        () -> pool.snapshots().create(new EntityName("no"), original.id()));
    whatWasWrittenIsThere(original, written);
    assertThat(LvmPoolCheck.check(group.place(), group.options()).isClean()).isFalse();

    TestVolumeGroup.lvm("lvremove", "-y", "-f", group.name() + "/ballast");
    TestVolumeGroup.lvm("lvextend", "-y", "--poolmetadatasize", "+8m", group.place().toString());
    assertThat(pool.volumes().condition(original.id()).abnormal()).isFalse();
    write(refused);
    written.add(refused);
    whatWasWrittenIsThere(original, written);
    create(Request.raw("again").from(original.id()));

    // From here on it is like any other, also for a process that knows nothing of before.
    DevicePoolUnderTest.empty(pool);
    pool.close();
    pool = group.open();
    assertThat(LvmPoolCheck.check(group.place(), group.options()).findings()).isEmpty();
  }

  /**
   * A write.
   *
   * @param to which volume
   * @param at where in it
   * @param seed of what is written
   */
  private record Written(Volume to, int at, int seed) {}

  private void write(Written piece) {
    write(piece.to().id(), piece.at(), bytes(piece.seed(), PIECE));
  }

  /** Returns the first one that failed. */
  private Written writeUntilFull(List<Volume> copies, List<Written> written) {
    for (Volume copy : copies) {
      for (int at = 0; at < WHOLE; at += STRIDE) {
        Written next = new Written(copy, at, written.size());
        try {
          write(next);
        } catch (UncheckedIOException full) {
          return next;
        }
        written.add(next);
      }
    }
    throw new AssertionError(
        "not full after %d writes: %s".formatted(written.size(), pool.capacity().metadata()));
  }

  private void whatWasWrittenIsThere(Volume original, List<Written> written) {
    for (int at = 0; at < WHOLE; at += LARGE) {
      assertThat(read(original.id(), at, LARGE)).isEqualTo(bytes(-at, LARGE));
    }
    for (Written piece : written) {
      assertThat(read(piece.to().id(), piece.at(), PIECE)).isEqualTo(bytes(piece.seed(), PIECE));
    }
  }
}
