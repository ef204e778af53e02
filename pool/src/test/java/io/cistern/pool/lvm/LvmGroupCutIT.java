package io.cistern.pool.lvm;

import static io.cistern.pool.PoolUnderTest.refused;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.mapper.DeviceMapper;
import io.cistern.linux.mount.MountFlag;
import io.cistern.linux.mount.Mounts;
import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.Request;
import io.cistern.pool.freeze.Freeze;
import io.cistern.pool.loop.MountedVolume;
import io.cistern.pool.lvm.inventory.LvNames;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.VolumeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two raw volumes and one with a filesystem, written in turn, and cut together: the order is kept,
 * and whoever dies in the midst of it, the writer goes on.
 */
class LvmGroupCutIT implements DevicePoolUnderTest {
  /** 6, or what the system property says. */
  private static final int CUTS = Integer.getInteger("cistern.groups.cuts", 6);

  /** One with its guard and one without, or what the system property says. */
  private static final int KILLS = Integer.getInteger("cistern.groups.kills", 2);

  private static final EntityName CUT = new EntityName("cut");
  private static final Duration FLOWS_AGAIN = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private TestVolumeGroup group;
  private LvmPool pool;
  private VolumeId first;
  private VolumeId last;
  private MountedVolume middle;
  private OrderedWriter writer;

  /** What the writer writes to is asked while there is no pool, too. */
  private Path firstDevice;

  @BeforeEach
  void make() throws IOException {
    group = TestVolumeGroup.make(ByteSize.ofGiB(3));
    pool = group.init(group.options().withThinPoolSize(ByteSize.ofGiB(2)));
    first = create(Request.raw("first")).id();
    last = create(Request.raw("last")).id();
    middle = MountedVolume.make(pool, "middle", FsType.EXT4, group.directory());
    firstDevice = pool.attachments().attach(first);
    writer =
        OrderedWriter.start(
            List.of(
                firstDevice,
                middle.directory().resolve("number"),
                pool.attachments().attach(last)));
  }

  @AfterEach
  void remove() throws IOException {
    if (group == null) {
      return;
    }
    // A test that failed may have left it so, and then nothing here could be closed.
    group.resume();
    Freeze.thaw(pool.attachments().find(middle.id()).stream().toList());
    writer.close();
    middle.close();
    DevicePoolUnderTest.empty(pool);
    pool.close();
    group.close();
  }

  @Override
  public Pool pool() {
    return pool;
  }

  private GroupSnapshot cut() {
    return cut(Set.of(first, middle.id(), last));
  }

  private GroupSnapshot cut(Set<VolumeId> volumes) {
    return pool.groupSnapshots().create(CUT, volumes);
  }

  @Test
  void anyCutHoldsOneMomentOfAWriterThatWritesInTurn() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < CUTS; i++) {
      Thread.sleep(random.nextInt(30));
      // A frozen filesystem would hold the writer alone: every other cut is of raw volumes.
      GroupSnapshot cut = i % 2 == 0 ? cut(Set.of(first, last)) : cut();
      writer.awaitMore(PATIENCE);
      List<Long> numbers = numbers(cut);
      assertThat(numbers).as("cut " + i).isSortedAccordingTo((a, b) -> Long.compare(b, a));
      assertThat(numbers.getLast()).as("cut " + i).isPositive();
      assertThat(numbers.getLast()).as("cut " + i).isGreaterThanOrEqualTo(numbers.getFirst() - 1);
      pool.groupSnapshots().delete(cut.id());
      System.out.printf("cut %d of %d: %s%n", i + 1, CUTS, numbers);
    }
  }

  /** What the members hold, in the order in which it was written. */
  private List<Long> numbers(GroupSnapshot cut) throws IOException {
    List<String> words = new ArrayList<>(List.of("-ay", "-K"));
    cut.snapshots().forEach(member -> words.add(group.name() + "/" + lv(member)));
    TestVolumeGroup.lvm("lvchange", words.toArray(String[]::new));
    List<Long> numbers = new ArrayList<>();
    numbers.add(number(device(member(cut, first).orElseThrow())));
    Optional<Snapshot> filesystem = member(cut, middle.id());
    if (filesystem.isPresent()) {
      numbers.add(numberInside(device(filesystem.get())));
    }
    numbers.add(number(device(member(cut, last).orElseThrow())));
    return numbers;
  }

  private long numberInside(Path device) throws IOException {
    Path mount = Files.createTempDirectory(group.directory(), "cut-");
    Mounts.mount(device.toString(), mount, "ext4", Set.of(MountFlag.READ_ONLY), "");
    try {
      return number(mount.resolve("number"));
    } finally {
      Mounts.unmount(mount);
    }
  }

  private static Optional<Snapshot> member(GroupSnapshot cut, VolumeId source) {
    return cut.snapshots().stream().filter(member -> member.source().equals(source)).findFirst();
  }

  private static String lv(Snapshot member) {
    return LvNames.snapshot(member.id().uuid());
  }

  private Path device(Snapshot member) {
    return Path.of(
        "/dev/mapper", group.name().replace("-", "--") + "-" + lv(member).replace("-", "--"));
  }

  private static long number(Path place) throws IOException {
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
      channel.read(number, 0);
    }
    return number.getLong(0);
  }

  @Test
  void whoeverDiesInACutTheWriterGoesOn() throws Exception {
    pool.close();
    Random random = new Random(9);
    Duration longest = Duration.ZERO;
    for (int kill = 0; kill < KILLS; kill++) {
      boolean guardToo = kill % 2 == 1;
      Process agent = startAgent();
      try {
        awaitSuspended(agent);
        Thread.sleep(random.nextInt(300));
        if (guardToo) {
          // As in a container that ends: the one that would resume goes first.
          agent.descendants().forEach(ProcessHandle::destroyForcibly);
        }
      } finally {
        assertThat(agent.destroyForcibly().waitFor(PATIENCE)).isTrue();
      }
      // Without its guard it needs the next agent; with it, nobody.
      CompletableFuture<LvmPool> next = guardToo ? opened() : new CompletableFuture<>();
      Duration waited = writer.awaitMore(FLOWS_AGAIN);
      longest = waited.compareTo(longest) > 0 ? waited : longest;
      System.out.printf("kill %d of %d: written again after %s%n", kill + 1, KILLS, waited);
      pool = guardToo ? next.orTimeout(PATIENCE.toSeconds(), SECONDS).join() : group.open();
      assertNothingHalfIsThere();
      pool.close();
    }
    pool = group.open();
    System.out.printf("%d kills in a cut, at most %s until it was written again%n", KILLS, longest);
  }

  private CompletableFuture<LvmPool> opened() {
    return CompletableFuture.supplyAsync(group::open);
  }

  private Process startAgent() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            GroupCutter.class.getName(),
            group.name(),
            group.directory().toString())
        .inheritIO()
        .start();
  }

  private void awaitSuspended(Process agent) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!attribute("suspended").equals("1")) {
      assertThat(agent.isAlive()).isTrue();
      assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
      Thread.sleep(1);
    }
  }

  /** Of the first volume's device, as the kernel says it. */
  private String attribute(String name) throws IOException {
    Path block = Path.of("/sys/block").resolve(firstDevice.getFileName());
    return Files.readString(block.resolve("dm").resolve(name)).strip();
  }

  private void assertNothingHalfIsThere() {
    Optional<GroupSnapshot> cut =
        pool.groupSnapshots().find(GroupSnapshotId.named(pool.info().id(), CUT));
    assertThat(pool.snapshots().list(Optional.empty(), Optional.empty(), 10).items())
        .hasSize(cut.map(found -> found.snapshots().size()).orElse(0))
        .hasSizeBetween(0, 3);
    cut.ifPresent(found -> pool.groupSnapshots().delete(found.id()));
  }

  @Test
  void whatACrashLeftSuspendedIsResumedWhenThePoolIsOpened() throws IOException {
    String layer = attribute("uuid");
    pool.close();
    DeviceMapper.suspend(layer.substring(0, layer.length() - "-cistern".length()));
    pool = group.open();
    writer.awaitMore(FLOWS_AGAIN);
    pool.close();
    DeviceMapper.suspend(layer);
    pool = group.open();
    writer.awaitMore(FLOWS_AGAIN);
  }

  @Test
  void whatSomebodyElseSuspendedIsCutAndStaysSuspended() throws IOException {
    String layer = attribute("uuid");
    DeviceMapper.suspend(layer);
    assertThat(cut().snapshots()).hasSize(3);
    assertThat(DeviceMapper.resume(layer)).isTrue();
    writer.awaitMore(FLOWS_AGAIN);
  }

  @Test
  void aCutThatTakesTooLongFailsAndNothingStaysSuspended() {
    pool.close();
    pool = LvmPool.open(group.place(), group.options().withFreezeLimit(Duration.ofNanos(1)));
    long before = Freeze.cutShort();
    refused(PoolError.Precondition.class, this::cut);
    assertThat(Freeze.cutShort()).isEqualTo(before + 1);
    writer.awaitMore(FLOWS_AGAIN);
    assertThat(pool.snapshots().list(Optional.empty(), Optional.empty(), 10).items()).isEmpty();
    assertThat(ProcessHandle.current().children().filter(LvmGroupCutIT::isGuard)).isEmpty();
  }

  /** Whatever it started that lives, but for LVM's shells, which stay for a while. */
  private static boolean isGuard(ProcessHandle child) {
    return child.isAlive() && !child.info().command().orElse("").endsWith("/lvm");
  }
}
