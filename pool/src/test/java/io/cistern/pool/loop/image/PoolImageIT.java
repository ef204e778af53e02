package io.cistern.pool.loop.image;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.FileStatus;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.mount.MountTable;
import io.cistern.linux.mount.Mounts;
import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.Privilege;
import io.cistern.pool.Request;
import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolInfo;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolImageIT implements DevicePoolUnderTest {
  private static final PoolName NAME = new PoolName("test");
  private static final LoopPoolOptions OPTIONS =
      LoopPoolOptions.DEFAULT.withImageSize(ByteSize.ofMiB(512));

  @TempDir private Path parent;
  private Path directory;
  private Path image;
  private @Nullable LoopPool pool;

  @BeforeEach
  void prepare() {
    Privilege.requireRootWithLoopDevices();
    directory = parent.resolve("pool");
    image = parent.resolve("pool.img");
  }

  @AfterEach
  void remove() {
    if (pool != null) {
      DevicePoolUnderTest.empty(pool);
      pool.close();
    }
    PoolImage.unmount(directory);
  }

  @Override
  public Pool pool() {
    if (pool == null) {
      throw new IllegalStateException("not open");
    }
    return pool;
  }

  private LoopPool init() {
    LoopPool made = LoopPool.init(directory, NAME, OPTIONS);
    pool = made;
    return made;
  }

  private void close() {
    pool().close();
    pool = null;
  }

  @Test
  void whereThereAreNoReflinksAnImageIsMadeAndMounted() {
    init();
    assertThat(image).hasSize(512 << 20);
    assertThat(FileStatus.of(image).blocks512() * 512).isLessThan(256 << 20);
    assertThat(MountTable.read().at(directory)).get().extracting("fsType").isEqualTo("xfs");
    Volume volume = create(Request.raw("v").size(ByteSize.ofMiB(1)));
    write(volume.id(), 0, bytes(1, 4096));
    assertThat(read(volume.id(), 0, 4096)).isEqualTo(bytes(1, 4096));
  }

  @Test
  void initAgainOpensTheSamePoolAndAnotherNameIsRefused() {
    PoolInfo info = init().info();
    close();
    assertThat(init().info()).isEqualTo(info);
    close();
    refused(
        PoolError.AlreadyExists.class,
        () -> LoopPool.init(directory, new PoolName("other"), OPTIONS));
  }

  @Test
  void afterARebootOpeningMountsTheImageAgain() {
    PoolInfo info = init().info();
    Volume volume = create(Request.raw("v"));
    close();
    PoolImage.unmount(directory);
    PoolImage.unmount(directory);
    assertThat(MountTable.read().at(directory)).isEmpty();
    assertThat(LoopDevices.findByBackingFile(image)).isEmpty();
    pool = LoopPool.open(directory, OPTIONS);
    assertThat(pool.info()).isEqualTo(info);
    assertThat(pool.volumes().find(volume.id())).contains(volume);
  }

  @Test
  void anImageWithAttachedVolumesIsNotTakenDown() {
    init();
    Volume volume = create(Request.raw("v"));
    pool().attachments().attach(volume.id());
    refused(PoolError.Precondition.class, () -> PoolImage.unmount(directory));
    assertThat(MountTable.read().at(directory)).isPresent();
    assertThat(pool().volumes().find(volume.id())).contains(volume);
  }

  @Test
  void anInitThatWasKilledIsFinishedByTheNext() throws IOException {
    // After the marker, before the image; an unfinished image lies about.
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve(PoolImage.MARKER),
        "{\"format\":1,\"image\":\"" + image + "\",\"complete\":false}");
    Files.writeString(parent.resolve("pool.img.new"), "unfinished");
    init();
    close();
    // After the image was mounted, before the pool's record.
    Files.delete(directory.resolve("pool.json"));
    Files.delete(directory.resolve("lock"));
    init();
    assertThat(directory.resolve(PoolImage.MARKER)).exists();
  }

  @Test
  void aLostImageIsAnErrorAndNotMadeAnew() throws IOException {
    init();
    close();
    PoolImage.unmount(directory);
    Files.move(image, parent.resolve("elsewhere.img"));
    refused(PoolError.Corrupt.class, () -> LoopPool.open(directory, OPTIONS));
    refused(PoolError.Corrupt.class, () -> LoopPool.init(directory, NAME, OPTIONS));
    Files.move(parent.resolve("elsewhere.img"), image);
    pool = LoopPool.open(directory, OPTIONS);
  }

  @Test
  void aDirectoryWithSomethingElseIsRefusedAndNotTouched() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("mine"), "keep me");
    refused(PoolError.Invalid.class, () -> LoopPool.init(directory, NAME, OPTIONS));
    try (var entries = Files.list(directory)) {
      assertThat(entries).containsExactly(directory.resolve("mine"));
    }
    assertThat(image).doesNotExist();
  }

  @Test
  void aFileWhereTheImageWouldGoIsRefusedAndNotTouched() throws IOException {
    Files.writeString(image, "keep me");
    refused(PoolError.Invalid.class, () -> LoopPool.init(directory, NAME, OPTIONS));
    assertThat(image).hasContent("keep me");
    try (var entries = Files.list(directory)) {
      assertThat(entries).isEmpty();
    }
  }

  @Test
  void anImageThatIsTooSmallIsRefusedAndLeavesNothing() {
    LoopPoolOptions small = OPTIONS.withImageSize(ByteSize.ofMiB(10));
    refused(PoolError.SizeOutOfRange.class, () -> LoopPool.init(directory, NAME, small));
    assertThat(image).doesNotExist();
    init();
  }

  @Test
  void onePoolHasOneOwner() {
    init();
    refused(PoolError.Busy.class, () -> LoopPool.open(directory, OPTIONS));
    close();
    pool = LoopPool.open(directory, OPTIONS);
  }

  @Test
  void aDirectoryWithoutAPoolIsNotFound() {
    refused(PoolError.NotFound.class, () -> LoopPool.open(parent, OPTIONS));
  }

  @Test
  void aBrokenPoolRecordIsCorruptAndInitDoesNotOverwriteIt() throws IOException {
    init();
    close();
    Files.writeString(directory.resolve("pool.json"), "{\"format\":2}");
    refused(PoolError.Corrupt.class, () -> LoopPool.open(directory, OPTIONS));
    refused(PoolError.Corrupt.class, () -> LoopPool.init(directory, NAME, OPTIONS));
    assertThat(directory.resolve("pool.json")).hasContent("{\"format\":2}");
  }

  @Test
  void aMountOfSomethingElseIsNotTakenDown() throws IOException {
    Files.createDirectories(directory);
    Mounts.mount("tmpfs", directory, "tmpfs", Set.of(), "size=1m");
    try {
      PoolImage.unmount(directory);
      assertThat(MountTable.read().at(directory)).isPresent();
      assertThat(Optional.of(image)).get().matches(path -> !Files.exists(path));
    } finally {
      Mounts.unmount(directory);
    }
  }
}
