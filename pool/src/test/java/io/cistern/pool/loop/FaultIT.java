package io.cistern.pool.loop;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.linux.filesystem.FilesystemStatus;
import io.cistern.linux.mount.MountFlag;
import io.cistern.linux.mount.MountTable;
import io.cistern.linux.mount.Mounts;
import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.Privilege;
import io.cistern.pool.Request;
import io.cistern.pool.check.PoolCheck;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A full disk and a read-only one: typed errors that leave nothing behind. */
class FaultIT implements DevicePoolUnderTest {
  private ReflinkFilesystem filesystem;
  private PoolLayout layout;
  private LoopPool pool;

  @BeforeEach
  void init() throws IOException {
    filesystem = ReflinkFilesystem.make(ByteSize.ofMiB(320));
    layout = new PoolLayout(filesystem.newDirectory());
    // Without a reserve the filesystem itself says no, in the middle of things.
    LoopPoolOptions options =
        new LoopPoolOptions(
            0,
            ByteSize.ZERO,
            LoopPoolOptions.DEFAULT.imagePath(),
            LoopPoolOptions.DEFAULT.imageSize(),
            LoopPoolOptions.DEFAULT.freezeLimit());
    pool = LoopPool.init(layout.root(), new PoolName("test"), options);
  }

  @AfterEach
  void remove() {
    if (filesystem != null) {
      DevicePoolUnderTest.empty(pool);
      pool.close();
      filesystem.close();
    }
  }

  @Override
  public Pool pool() {
    return pool;
  }

  @Test
  void aFullDiskIsOutOfSpaceAndNothingIsLeftBehind() throws IOException {
    Volume volume = create(Request.raw("volume").size(ByteSize.ofMiB(8)));
    write(volume.id(), 0, bytes(1, 1 << 20));
    pool.attachments().detach(volume.id());
    Path ballast = fill();
    for (int i = 0; i < 40; i++) {
      int next = i;
      refusedForSpace(() -> create(Request.raw("thick " + next).thick()));
      refusedForSpace(() -> pool.volumes().modify(volume.id(), Map.of("provisioning", "thick")));
      if (i % 20 == 0) {
        makeUntilFull("v" + i);
      }
    }
    assertThat(layout.staging()).isEmptyDirectory();
    assertThat(found(volume.id())).isEqualTo(volume);
    Files.delete(ballast);
    assertThat(PoolCheck.check(layout.root()).findings()).isEmpty();
    assertThat(read(volume.id(), 0, 1 << 20)).isEqualTo(bytes(1, 1 << 20));
    create(Request.raw("again"));
  }

  /** Thin volumes need some blocks, too: sooner or later one does not fit, as a whole. */
  private void makeUntilFull(String name) {
    try {
      for (int i = 0; i < 2000; i++) {
        create(Request.raw(name + "-" + i).size(ByteSize.ofMiB(1)));
      }
    } catch (PoolError.OutOfSpace full) {
      assertThat(layout.staging()).isEmptyDirectory();
      return;
    }
    throw new AssertionError("never full");
  }

  private static void refusedForSpace(Runnable call) {
    refused(PoolError.OutOfSpace.class, call::run);
  }

  /** Takes all space but a little. */
  private Path fill() throws IOException {
    Path ballast = filesystem.directory().resolve("ballast");
    long left = FilesystemStatus.of(filesystem.directory()).availableBytes() - (2 << 20);
    byte[] block = bytes(9, 1 << 20);
    try (var out = Files.newOutputStream(ballast)) {
      for (long done = 0; done < left; done += block.length) {
        out.write(block);
      }
    }
    return ballast;
  }

  @Test
  void aDiskThatFailsIsAnIoErrorForEveryCallAndNothingIsChanged() throws IOException {
    Volume volume = create(Request.raw("volume").size(ByteSize.ofMiB(8)));
    Snapshot cut = pool.snapshots().create(new EntityName("cut"), volume.id());
    cutPower();
    refusedForIo(() -> create(Request.raw("new")));
    refusedForIo(() -> create(Request.raw("thick").thick()));
    refusedForIo(() -> create(Request.raw("clone").from(volume.id())));
    refusedForIo(() -> pool.snapshots().create(new EntityName("other"), volume.id()));
    refusedForIo(() -> pool.groupSnapshots().create(new EntityName("group"), Set.of(volume.id())));
    refusedForIo(
        () -> pool.volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(16))));
    refusedForIo(() -> pool.volumes().modify(volume.id(), Map.of("provisioning", "thick")));
    refusedForIo(() -> pool.volumes().recordFormatting(volume.id(), new Formatting.Foreign()));
    refusedForIo(() -> pool.volumes().delete(volume.id()));
    refusedForIo(() -> pool.volumes().list(Optional.empty(), 10));
    refusedForIo(() -> pool.snapshots().delete(cut.id()));
    refusedForIo(() -> pool.attachments().attach(volume.id()));
    restorePower();
    assertThat(pool.volumes().list(Optional.empty(), 10).items()).containsExactly(volume);
    assertThat(pool.snapshots().find(cut.id())).contains(cut);
    assertThat(PoolCheck.check(layout.root()).findings()).isEmpty();
  }

  @Test
  void whatACallReturnedSurvivesAPowerCut() throws IOException {
    Volume thin = create(Request.raw("thin").size(ByteSize.ofMiB(8)));
    cutPower();
    restorePower();
    assertThat(found(thin.id())).isEqualTo(thin);
    Volume thick = create(Request.raw("thick").thick().size(ByteSize.ofMiB(8)));
    Snapshot cut = pool.snapshots().create(new EntityName("cut"), thin.id());
    cutPower();
    restorePower();
    assertThat(found(thick.id())).isEqualTo(thick);
    assertThat(pool.snapshots().find(cut.id())).contains(cut);
    Volume clone = create(Request.raw("clone").from(cut.id()));
    GroupSnapshot group =
        pool.groupSnapshots().create(new EntityName("group"), Set.of(thin.id(), thick.id()));
    Volume grown = pool.volumes().expand(thin.id(), CapacityRange.atLeast(ByteSize.ofMiB(16)));
    cutPower();
    restorePower();
    assertThat(found(clone.id())).isEqualTo(clone);
    assertThat(pool.groupSnapshots().find(group.id())).contains(group);
    assertThat(found(thin.id())).isEqualTo(grown);
    Volume formatted = pool.volumes().recordFormatting(thin.id(), new Formatting.Foreign());
    pool.volumes().delete(thick.id());
    pool.groupSnapshots().delete(group.id());
    cutPower();
    restorePower();
    assertThat(found(thin.id())).isEqualTo(formatted);
    assertThat(pool.volumes().find(thick.id())).isEmpty();
    assertThat(pool.groupSnapshots().find(group.id())).isEmpty();
    assertThat(PoolCheck.check(layout.root()).findings()).isEmpty();
  }

  /** Stops the filesystem where it is, its journal unflushed; everything fails with EIO. */
  private void cutPower() throws IOException {
    Privilege.requireProgram("xfs_io");
    MountedVolume.run("xfs_io", "-x", "-c", "shutdown", filesystem.directory().toString());
  }

  /** Mounts the filesystem again, which replays its journal, and opens the pool. */
  private void restorePower() {
    pool.close();
    Path device = Path.of(MountTable.read().at(filesystem.directory()).orElseThrow().source());
    Mounts.unmount(filesystem.directory());
    Mounts.mount(device.toString(), filesystem.directory(), "xfs", Set.of(), "");
    pool = LoopPool.open(layout.root(), LoopPoolOptions.DEFAULT);
  }

  private static void refusedForIo(Runnable call) {
    assertThatThrownBy(call::run)
        .isExactlyInstanceOf(PoolError.Io.class)
        .hasMessageContaining("Input/output error");
  }

  @Test
  void aReadOnlyDiskIsAnIoErrorAtOpen() {
    pool.close();
    Mounts.remount(filesystem.directory(), Set.of(MountFlag.READ_ONLY), "");
    try {
      assertThatThrownBy(() -> LoopPool.open(layout.root(), LoopPoolOptions.DEFAULT))
          .isExactlyInstanceOf(PoolError.Io.class)
          .hasMessageContaining("Read-only file system");
    } finally {
      Mounts.remount(filesystem.directory(), Set.of(), "");
    }
    pool = LoopPool.open(layout.root(), LoopPoolOptions.DEFAULT);
  }

  @Test
  void lostOrShortenedDataIsAnAbnormalCondition() throws IOException {
    Volume volume = create(Request.raw("volume").size(ByteSize.ofMiB(8)));
    Path data = layout.volumeData(volume.id().uuid());
    Files.move(data, layout.root().resolve("away"));
    assertThat(pool.volumes().condition(volume.id()).abnormal()).isTrue();
    Files.write(data, new byte[4096]);
    assertThat(pool.volumes().condition(volume.id()).message()).contains("4096");
    Files.delete(data);
    Files.move(layout.root().resolve("away"), data);
    assertThat(pool.volumes().condition(volume.id()).abnormal()).isFalse();
  }

  @Test
  void aPoolThatIsNearlyFullIsAnAbnormalCondition() throws IOException {
    Volume volume = create(Request.raw("volume").size(ByteSize.ofMiB(8)));
    Path ballast = fill();
    assertThat(pool.volumes().condition(volume.id()).message()).startsWith("pool nearly full");
    Files.delete(ballast);
  }

  @Test
  void aThickVolumeTakesItsWritesOnAFullDiskAlsoAfterASnapshot() throws IOException {
    Volume volume = create(Request.raw("thick").thick().size(ByteSize.ofMiB(32)));
    write(volume.id(), 0, bytes(1, 4 << 20));
    pool.snapshots().create(new EntityName("cut"), volume.id());
    Path ballast = fill();
    write(volume.id(), 0, bytes(2, 32 << 20));
    assertThat(read(volume.id(), 0, 32 << 20)).isEqualTo(bytes(2, 32 << 20));
    Files.delete(ballast);
  }

  @Test
  void aThickCloneOwnsAllOfItsSpace() throws IOException {
    Volume source = create(Request.raw("source").size(ByteSize.ofMiB(32)));
    write(source.id(), 0, bytes(1, 4 << 20));
    Volume clone = create(Request.raw("clone").thick().from(source.id()));
    Path ballast = fill();
    write(clone.id(), 0, bytes(2, 32 << 20));
    assertThat(read(clone.id(), 0, 32 << 20)).isEqualTo(bytes(2, 32 << 20));
    Files.delete(ballast);
  }
}
