package io.cistern.pool.loop;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.Fd;
import io.cistern.linux.filesystem.FilesystemFreeze;
import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.LockingPool;
import io.cistern.pool.Pool;
import io.cistern.pool.Privilege;
import io.cistern.pool.Request;
import io.cistern.pool.freeze.Freeze;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.VolumeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cuts of mounted volumes: what was written before is in them, and nothing stays frozen. */
@Timeout(60)
class FrozenCutIT implements DevicePoolUnderTest {
  private ReflinkFilesystem filesystem;
  private Path directory;
  private LoopPool pool;
  private final List<MountedVolume> mounted = new ArrayList<>();

  @BeforeEach
  void init() throws IOException {
    filesystem = ReflinkFilesystem.make(ByteSize.ofGiB(2));
    directory = filesystem.newDirectory();
    pool = LoopPool.init(directory, new PoolName("test"), LoopPoolOptions.DEFAULT);
  }

  @AfterEach
  void remove() {
    if (filesystem != null) {
      mounted.reversed().forEach(MountedVolume::close);
      DevicePoolUnderTest.empty(pool);
      pool.close();
      filesystem.close();
    }
  }

  @Override
  public Pool pool() {
    return pool;
  }

  private MountedVolume mount(String name, FsType type) throws IOException {
    MountedVolume volume = MountedVolume.make(pool, name, type, filesystem.parent());
    mounted.add(volume);
    return volume;
  }

  private MountedVolume mountCopy(VolumeId id, FsType type) throws IOException {
    Path directory = Files.createTempDirectory(filesystem.parent(), "copy-");
    MountedVolume volume = MountedVolume.mount(pool, id, type, directory);
    mounted.add(volume);
    return volume;
  }

  @ParameterizedTest
  @EnumSource(FsType.class)
  void whatWasWrittenBeforeTheCallIsInTheSnapshotUnsynced(FsType type) throws IOException {
    Privilege.requireProgram("mkfs." + type.kernelName());
    MountedVolume volume = mount("source", type);
    Files.write(volume.directory().resolve("file"), bytes(1, 3 << 20));
    Snapshot snapshot = pool.snapshots().create(new EntityName("cut"), volume.id());
    Files.write(volume.directory().resolve("file"), bytes(2, 3 << 20));
    // A btrfs is known to the kernel by its identity: the source goes before the copy comes.
    volume.close();
    mounted.clear();
    pool.attachments().detach(volume.id());
    VolumeId restored = create(Request.file("restored").fsType(type).from(snapshot.id())).id();
    assertThat(mountCopy(restored, type).directory().resolve("file"))
        .hasBinaryContent(bytes(1, 3 << 20));
  }

  @Test
  void theSourceGoesOnAfterwardsAndNoNoteOrChildIsLeft() throws IOException {
    MountedVolume volume = mount("source", FsType.EXT4);
    pool.snapshots().create(new EntityName("cut"), volume.id());
    create(Request.file("clone").from(volume.id()));
    assertWritable(volume);
    assertThat(Staging.entries(directory.resolve("staging"))).isEmpty();
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aGroupHoldsOneMomentOfAWriterThatWritesInTurn() throws Exception {
    MountedVolume one = mount("one", FsType.EXT4);
    MountedVolume two = mount("two", FsType.XFS);
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer = Thread.ofPlatform().start(() -> writeInTurn(one, two, stop));
    try {
      Thread.sleep(300);
      GroupSnapshot group =
          pool.groupSnapshots().create(new EntityName("group"), Set.of(one.id(), two.id()));
      Thread.sleep(100);
      stop.set(true);
      writer.join();
      long first = number(restored(group, one, FsType.EXT4));
      long second = number(restored(group, two, FsType.XFS));
      // Each number goes to the first volume, is synced, and only then to the second.
      assertThat(first).isPositive();
      assertThat(second).isBetween(first - 1, first);
    } finally {
      stop.set(true);
      writer.join();
    }
  }

  private Path restored(GroupSnapshot group, MountedVolume source, FsType type) throws IOException {
    Snapshot member =
        group.snapshots().stream()
            .filter(snapshot -> snapshot.source().equals(source.id()))
            .findFirst()
            .orElseThrow();
    VolumeId id =
        create(Request.file("restored " + member.id()).fsType(type).from(member.id())).id();
    return mountCopy(id, type).directory();
  }

  private static void writeInTurn(MountedVolume one, MountedVolume two, AtomicBoolean stop) {
    try (FileChannel first = numberFile(one);
        FileChannel second = numberFile(two)) {
      for (long i = 1; !stop.get(); i++) {
        write(first, i);
        write(second, i);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel numberFile(MountedVolume volume) throws IOException {
    return FileChannel.open(
        volume.directory().resolve("number"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void write(FileChannel file, long number) throws IOException {
    file.write(ByteBuffer.allocate(8).putLong(0, number), 0);
    file.force(true);
  }

  private static long number(Path directory) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(directory.resolve("number"))).getLong();
  }

  @Test
  void theSourceCanBeUnmountedRightAfterTheCut() throws IOException {
    for (int i = 0; i < 20; i++) {
      MountedVolume volume = MountedVolume.make(pool, "v" + i, FsType.EXT4, filesystem.parent());
      pool.snapshots().create(new EntityName("cut " + i), volume.id());
      volume.close();
    }
  }

  @Test
  void moreFilesystemsThanOneChildCanHoldAreCutTogether() throws IOException {
    List<VolumeId> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ids.add(mount("v" + i, FsType.EXT4).id());
    }
    assertThat(pool.groupSnapshots().create(new EntityName("group"), Set.copyOf(ids)).snapshots())
        .hasSize(8);
    for (MountedVolume volume : mounted) {
      assertWritable(volume);
    }
  }

  @Test
  void whatSomebodyElseHasFrozenStaysFrozenAndIsCut() throws IOException {
    MountedVolume volume = mount("source", FsType.EXT4);
    Files.write(volume.directory().resolve("file"), bytes(4, 4096));
    try (Fd fd = Fd.openDirectory(volume.directory())) {
      FilesystemFreeze.freeze(fd);
      pool.snapshots().create(new EntityName("cut"), volume.id());
      // Thawing succeeds only on what is frozen.
      FilesystemFreeze.thaw(fd);
    }
    assertWritable(volume);
  }

  @Test
  void aCutThatTakesTooLongFailsAndNothingStaysFrozen() throws IOException {
    MountedVolume volume = mount("source", FsType.EXT4);
    pool.close();
    pool = LoopPool.open(directory, LoopPoolOptions.DEFAULT.withFreezeLimit(Duration.ofNanos(1)));
    long before = Freeze.cutShort();
    refused(
        PoolError.Precondition.class,
        () -> pool.snapshots().create(new EntityName("cut"), volume.id()));
    assertThat(Freeze.cutShort()).isEqualTo(before + 1);
    assertWritable(volume);
    assertThat(pool.snapshots().list(Optional.empty(), Optional.empty(), 1))
        .extracting(page -> page.items().size())
        .isEqualTo(0);
    assertThat(Staging.entries(directory.resolve("staging"))).isEmpty();
  }

  @Test
  void aMountBelowAnotherIsNotMistakenForIt() throws IOException {
    MountedVolume hidden = mount("hidden", FsType.EXT4);
    VolumeId over = create(Request.file("over").size(ByteSize.ofMiB(64))).id();
    MountedVolume.run("mkfs.ext4", "-q", pool.attachments().attach(over).toString());
    mounted.add(MountedVolume.mount(pool, over, FsType.EXT4, hidden.directory()));
    refused(
        PoolError.Precondition.class,
        () -> pool.snapshots().create(new EntityName("cut"), hidden.id()));
    assertWritable(mounted.getLast());
  }

  @Test
  void thePoolsOwnFilesystemIsNeverFrozen() throws Exception {
    MountedVolume volume = mount("source", FsType.EXT4);
    Pool locking = new LockingPool(pool);
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; !stop.get(); i++) {
                    locking.volumes().create(Request.raw("v" + i % 50).spec());
                    locking.volumes().delete(named("v" + i % 50));
                  }
                });
    for (int i = 0; i < 10; i++) {
      pool.snapshots().create(new EntityName("cut " + i), volume.id());
    }
    stop.set(true);
    writer.join();
    assertWritable(volume);
  }

  private VolumeId named(String name) {
    return VolumeId.named(pool.info().id(), new EntityName(name));
  }

  private static void assertWritable(MountedVolume volume) throws IOException {
    Path file = volume.directory().resolve("still writable");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(4096));
      channel.force(true);
    }
    Files.delete(file);
  }
}
