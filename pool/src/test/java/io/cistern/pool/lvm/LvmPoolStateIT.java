package io.cistern.pool.lvm;

import static io.cistern.pool.PoolUnderTest.bytes;
import static io.cistern.pool.PoolUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.Fd;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.file.FileSpace;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.loop.LoopOptions;
import io.cistern.pool.DevicePoolUnderTest;
import io.cistern.pool.Pool;
import io.cistern.pool.Request;
import io.cistern.pool.lvm.command.LvRow;
import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.lvm.command.Reports;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolInfo;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What of an LVM pool is more than the contract: its tags, its neighbours, its owner. */
class LvmPoolStateIT implements DevicePoolUnderTest {
  private static final int NOTHING_ELSE = 1;

  @RegisterExtension final TestLvmPool lvm = new TestLvmPool(ByteSize.ofGiB(2), ByteSize.ofGiB(1));

  @Override
  public Pool pool() {
    return lvm.pool();
  }

  private void reopen() {
    lvm.reopen();
  }

  private List<LvRow> rows() {
    return new Reports(new Lvm(Lvm.PROGRAM)).volumes(lvm.group().name());
  }

  @Test
  void whatThePoolHoldsIsReadBackFromTheTags() {
    Request request = Request.raw("ä 漢字 \uD83D\uDE00 , \" ' @ # \\").size(ByteSize.ofMiB(5));
    for (int i = 0; i < 16; i++) {
      request.parameter("csi.storage.k8s.io/" + i, "Ω,\"'\\ \t".repeat(20));
    }
    Volume volume = create(request);
    Volume thick = create(Request.file("thick").thick().size(ByteSize.ofMiB(17)));
    Volume grown = pool().volumes().expand(thick.id(), CapacityRange.atLeast(ByteSize.ofMiB(30)));
    write(volume.id(), 4096, bytes(1, 4096));
    pool().attachments().detach(volume.id());
    Path device = pool().attachments().attach(thick.id());
    Snapshot cut = pool().snapshots().create(new EntityName("cut"), volume.id());
    GroupSnapshot snapshots =
        pool().groupSnapshots().create(new EntityName("group"), Set.of(volume.id(), thick.id()));
    reopen();
    assertThat(pool().volumes().list(Optional.empty(), 10).items())
        .containsExactlyInAnyOrder(volume, grown);
    assertThat(pool().snapshots().find(cut.id())).contains(cut);
    assertThat(pool().groupSnapshots().find(snapshots.id())).contains(snapshots);
    assertThat(pool().attachments().list()).containsOnlyKeys(thick.id()).containsValue(device);
    assertThat(create(request)).isEqualTo(volume);
    assertThat(read(volume.id(), 4096, 4096)).isEqualTo(bytes(1, 4096));
  }

  @Test
  void logicalVolumesOfOthersAreNeitherShownNorTouched() {
    TestVolumeGroup.lvm("lvcreate", "-y", "-Wn", "-L", "8m", "-n", "others", lvm.group().name());
    TestVolumeGroup.lvm(
        "lvcreate",
        "-y",
        "-Wn",
        "-V",
        "8m",
        "-T",
        lvm.group().place().toString(),
        "-n",
        "thin-others");
    TestVolumeGroup.lvm(
        "lvcreate",
        "-y",
        "-Wn",
        "-L",
        "8m",
        "-n",
        "cistern-volume-of-another-pool",
        "--addtag",
        "cistern.pool=0123456789abcdef",
        "--addtag",
        "cistern.state=creating",
        lvm.group().name());
    reopen();
    assertThat(pool().volumes().list(Optional.empty(), 10).items()).isEmpty();
    create(Request.raw("ours"));
    DevicePoolUnderTest.empty(pool());
    reopen();
    assertThat(rows())
        .extracting(LvRow::name)
        .containsExactlyInAnyOrder(
            LvmPlace.THIN_POOL, "others", "thin-others", "cistern-volume-of-another-pool");
  }

  @Test
  void aThickVolumeShowsNothingOfWhatWasThereBefore() {
    Volume first = create(Request.raw("first").thick().size(ByteSize.ofMiB(64)));
    write(first.id(), 0, bytes(1, 64 << 20));
    pool().attachments().detach(first.id());
    pool().volumes().delete(first.id());
    Volume second = create(Request.raw("second").thick().size(ByteSize.ofMiB(9)));
    assertThat(read(second.id(), 0, 9 << 20)).isEqualTo(new byte[9 << 20]);
    pool().volumes().expand(second.id(), CapacityRange.atLeast(ByteSize.ofMiB(64)));
    pool().attachments().grow(second.id());
    assertThat(read(second.id(), 0, 64 << 20)).isEqualTo(new byte[64 << 20]);
  }

  @Test
  void aVolumeGroupInsideAVolumeIsSeenByNobody() throws Exception {
    Volume volume = create(Request.raw("nested").size(ByteSize.ofMiB(64)));
    Path device = pool().attachments().attach(volume.id());
    byte[] label = new byte[1 << 20];
    try (TestVolumeGroup inner = TestVolumeGroup.make(ByteSize.ofMiB(64))) {
      TestVolumeGroup.lvm("vgcreate", inner.name(), inner.disk().path().toString());
      try (var disk = Files.newByteChannel(inner.disk().path())) {
        disk.read(java.nio.ByteBuffer.wrap(label));
      }
    }
    Files.write(device, label, StandardOpenOption.WRITE);
    Process process = new ProcessBuilder("lvm", "pvs", "-o", "pv_name", "--noheadings").start();
    String seen = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(seen).contains(lvm.group().disk().path().toString()).doesNotContain("dm-");
    assertThat(seen).doesNotContain("mapper");
  }

  @Test
  void aSecondOwnerIsRefused() {
    refused(PoolError.Busy.class, lvm.group()::open);
  }

  @Test
  void makingItAgainOpensItAndAnotherNameIsRefused() {
    PoolInfo before = pool().info();
    lvm.close();
    refused(
        PoolError.AlreadyExists.class,
        () ->
            LvmPool.init(
                lvm.group().place(), List.of(), new PoolName("other"), lvm.group().options()));
    LvmPool again = lvm.open(() -> lvm.group().init(lvm.group().options()));
    assertThat(again.info()).isEqualTo(before);
  }

  @Test
  void aThinPoolIsAdoptedUnlessItShowsWhatWasThereBefore() {
    LvmPlace place = new LvmPlace(lvm.group().name(), "theirs");
    TestVolumeGroup.lvm(
        "lvcreate",
        "-y",
        "--type",
        "thin-pool",
        "-Zn",
        "-L",
        "128m",
        "-n",
        "theirs",
        place.group());
    PoolName name = new PoolName("adopted");
    refused(
        PoolError.Invalid.class, () -> LvmPool.init(place, List.of(), name, lvm.group().options()));
    TestVolumeGroup.lvm("lvchange", "--zero", "y", place.toString());
    try (LvmPool adopted = LvmPool.init(place, List.of(), name, lvm.group().options())) {
      assertThat(adopted.info().name()).isEqualTo(name);
      Volume volume =
          adopted.volumes().create(Request.raw("theirs").size(ByteSize.ofMiB(8)).spec());
      assertThat(pool().volumes().list(Optional.empty(), 10).items()).isEmpty();
      adopted.volumes().delete(volume.id());
    }
  }

  @Test
  void whatIsNoThinPoolIsNotAdopted() {
    TestVolumeGroup.lvm("lvcreate", "-y", "-Wn", "-L", "8m", "-n", "linear", lvm.group().name());
    LvmPlace place = new LvmPlace(lvm.group().name(), "linear");
    refused(
        PoolError.Invalid.class,
        () -> LvmPool.init(place, List.of(), new PoolName("no"), lvm.group().options()));
    refused(PoolError.NotFound.class, () -> LvmPool.open(place, lvm.group().options()));
  }

  @Test
  void listingIsNoCommandAndADeletedVolumeLeavesNothing() {
    create(Request.raw("one"));
    create(Request.raw("two").thick().size(ByteSize.ofMiB(8)));
    DevicePoolUnderTest.empty(pool());
    assertThat(rows()).hasSize(NOTHING_ELSE);
  }

  @Test
  void aVolumeThatSomebodyRemovedUnderUsIsAnErrorOnceAndThenGone() {
    Volume volume = create(Request.raw("gone"));
    String name =
        rows().stream()
            .map(LvRow::name)
            .filter(lv -> lv.contains("volume"))
            .findFirst()
            .orElseThrow();
    TestVolumeGroup.lvm("lvremove", "-y", "-f", lvm.group().name() + "/" + name);
    refused(PoolError.NotFound.class, () -> pool().attachments().attach(volume.id()));
    assertThat(pool().volumes().find(volume.id())).isEmpty();
  }

  @Test
  void aDiskThatHasDiedDoesNotKeepThePoolFromBeingOpened() throws IOException {
    Volume volume = create(Request.raw("volume"));
    lvm.close();
    Path file = lvm.group().directory().resolve("second");
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE, OpenFlag.CREATE)) {
      FileSpace.truncate(fd, ByteSize.ofMiB(256).bytes());
    }
    LoopDevice second = LoopDevices.attach(file, new LoopOptions(false, false, 512));
    Path name = Files.createSymbolicLink(lvm.group().directory().resolve("by-id"), second.path());
    List<Path> disks = List.of(lvm.group().disk().path(), name);
    try {
      refused(PoolError.AlreadyExists.class, () -> init(disks));
      TestVolumeGroup.lvm("vgextend", "-y", lvm.group().name(), second.path().toString());
    } finally {
      second.detach();
      Files.delete(name);
    }
    lvm.open(() -> init(disks));
    assertThat(pool().volumes().find(volume.id())).contains(volume);
    TestVolumeGroup.lvm("vgreduce", "--removemissing", lvm.group().name());
  }

  private LvmPool init(List<Path> disks) {
    return LvmPool.init(lvm.group().place(), disks, TestVolumeGroup.POOL, lvm.group().options());
  }
}
