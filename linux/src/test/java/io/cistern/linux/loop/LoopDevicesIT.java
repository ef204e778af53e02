package io.cistern.linux.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.FileStatus;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.block.BlockDevice;
import io.cistern.linux.file.FileSpace;
import io.cistern.linux.file.Rename;
import io.cistern.linux.mount.Mounts;
import io.cistern.linux.testing.Errors;
import io.cistern.linux.testing.Scratch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopDevicesIT {

  private static final long MIB = 1 << 20;

  private Scratch scratch;

  @BeforeEach
  void open() throws Exception {
    scratch = Scratch.open();
  }

  @AfterEach
  void close() throws Exception {
    scratch.close();
  }

  @Test
  void aFileBecomesADeviceOfItsSizeAndIsFoundByIdentity() {
    Path file = scratch.file("a.img", 8 * MIB);
    LoopDevice device = scratch.attach(file);

    LoopStatus status = device.status().orElseThrow();
    FileStatus identity = FileStatus.of(file);
    assertThat(status.backingDevice()).isEqualTo(identity.device());
    assertThat(status.backingInode()).isEqualTo(identity.inode());
    assertThat(status.directIo()).isTrue();
    assertThat(status.readOnly()).isFalse();
    assertThat(status.autoclear()).isFalse();
    assertThat(status.partitionScan()).isFalse();
    assertThat(status.offset()).isZero();
    assertThat(file.toString()).startsWith(status.fileName());
    assertThat(BlockDevice.size(device.path())).isEqualTo(8 * MIB);
    assertThat(BlockDevice.logicalBlockSize(device.path())).isEqualTo(512);
    assertThat(device.device().major()).isEqualTo(7);

    Path renamed = file.resolveSibling("renamed.img");
    Rename.noReplace(file, renamed);
    assertThat(LoopDevices.findByBackingFile(renamed)).contains(device);
    assertThat(LoopDevices.findAllByBackingFile(renamed)).containsExactly(device);
    assertThat(LoopDevices.list()).contains(device);
  }

  @Test
  void aDetachedDeviceIsNotListed() {
    Path file = scratch.file("a.img", 8 * MIB);
    LoopDevice device = scratch.attach(file);
    FileStatus identity = FileStatus.of(file);
    assertThat(device.detachFrom(identity.device(), identity.inode())).isTrue();
    // it stays in the kernel, and anybody may have been given it since
    assertThat(LoopDevices.findAllByBackingFile(file)).isEmpty();
    assertThat(LoopDevices.list())
        .filteredOn(listed -> listed.status().isEmpty())
        .doesNotContain(device);
  }

  @Test
  void blockSizeAndReadOnlyAreTheOnesAsked() {
    LoopDevice device =
        scratch.attach(scratch.file("a.img", 8 * MIB), new LoopOptions(true, false, 4096));
    assertThat(BlockDevice.logicalBlockSize(device.path())).isEqualTo(4096);
    assertThat(device.status().orElseThrow().readOnly()).isTrue();
    assertThat(device.status().orElseThrow().directIo()).isFalse();
    assertThat(Errors.of(() -> BlockDevice.zeroOut(device.path(), 0, MIB)))
        .isIn(Errno.EBADF, Errno.EACCES, Errno.EPERM);
    device.setDirectIo(true);
    assertThat(device.status().orElseThrow().directIo()).isTrue();
    device.setDirectIo(false);
    assertThat(device.status().orElseThrow().directIo()).isFalse();
  }

  @Test
  void aGrownFileMakesAGrownDevice() {
    Path file = scratch.file("a.img", 8 * MIB);
    LoopDevice device = scratch.attach(file);
    scratch.extend(file, 24 * MIB);
    assertThat(BlockDevice.size(device.path())).isEqualTo(8 * MIB);
    device.setCapacity();
    assertThat(BlockDevice.size(device.path())).isEqualTo(24 * MIB);
  }

  @Test
  void manyAreAttachedAndDetachedAtOnceWhileOthersLook() throws Exception {
    List<Path> files = IntStream.range(0, 32).mapToObj(i -> scratch.file("many" + i, MIB)).toList();
    List<Callable<LoopDevice>> attach = new ArrayList<>();
    for (Path file : files) {
      attach.add(() -> LoopDevices.attach(file, new LoopOptions(false, true, 512)));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<LoopDevice> devices = new ArrayList<>();
      for (Future<LoopDevice> attached : threads.invokeAll(attach)) {
        devices.add(attached.get());
      }
      assertThat(devices).doesNotHaveDuplicates();
      List<Callable<Boolean>> detach = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        LoopDevice device = devices.get(i);
        FileStatus file = FileStatus.of(files.get(i));
        detach.add(() -> device.detachFrom(file.device(), file.inode()));
        detach.add(() -> LoopDevices.list().stream().allMatch(each -> each.status() != null));
      }
      for (Future<Boolean> detached : threads.invokeAll(detach)) {
        assertThat(detached.get()).isTrue();
      }
      for (Path file : files) {
        assertThat(LoopDevices.findByBackingFile(file)).isEmpty();
      }
    }
  }

  @Test
  void devicesThatAreRemovedUnderLoadTroubleNobody() throws Exception {
    List<Callable<Integer>> users = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Path file = scratch.file("user" + i, MIB);
      boolean thick = i % 2 == 0;
      users.add(() -> use(file, thick));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> used : threads.invokeAll(users)) {
        assertThat(used.get()).isEqualTo(20);
      }
    }
  }

  private static int use(Path file, boolean thick) {
    FileStatus identity = FileStatus.of(file);
    int used = 0;
    while (used < 20) {
      LoopDevice device = LoopDevices.attach(file, new LoopOptions(false, true, 512));
      assertThat(device.status().orElseThrow().isBackedBy(identity)).isTrue();
      if (thick) {
        device.disableDiscard();
      } else {
        BlockDevice.discard(device.path(), 0, MIB);
      }
      assertThat(device.detachFrom(identity.device(), identity.inode())).isTrue();
      used++;
    }
    return used;
  }

  @Test
  void aNodeMissingInDevIsMade() throws Exception {
    Path file = scratch.file("a.img", MIB);
    LoopDevice device = scratch.attach(file);
    Files.delete(device.path());
    assertThat(LoopDevices.findByBackingFile(file)).contains(device);
    assertThat(FileStatus.of(device.path()).isBlockDevice()).isTrue();

    Files.delete(device.path());
    device.detach();
    assertThat(device.status()).isEmpty();
  }

  @Test
  void aDeviceThatBecameSomeoneElsesIsNotDetached() {
    LoopDevice device = scratch.attach(scratch.file("theirs", MIB));
    FileStatus ours = FileStatus.of(scratch.file("ours", MIB));
    assertThat(device.detachFrom(ours.device(), ours.inode())).isFalse();
    assertThat(device.status()).isPresent();
  }

  @Test
  void detachingTwiceIsSuccess() {
    LoopDevice device = scratch.attach(scratch.file("a.img", MIB));
    device.detach();
    assertThat(device.status()).isEmpty();
    device.detach();
  }

  @Test
  void aMountedDeviceStaysAndTheMountIsNamed() throws Exception {
    LoopDevice device = scratch.attach(scratch.file("a.img", 16 * MIB));
    Path place = scratch.format(device, "ext4");

    assertThatThrownBy(device::detach)
        .hasMessageContaining("EBUSY")
        .hasMessageContaining("mounted at " + place);
    assertThat(device.status().orElseThrow().autoclear()).isFalse();

    Mounts.unmount(place);
    assertThat(device.status()).as("no autoclear was left pending").isPresent();
    device.detach();
    assertThat(device.status()).isEmpty();
  }

  @Test
  void aDeviceThatIsOpenElsewhereStaysAndIsReported() throws Exception {
    LoopDevice device = scratch.attach(scratch.file("a.img", MIB));
    Process opener =
        new ProcessBuilder("sh", "-c", "exec 3<\"$0\"; echo; cat", device.path() + "").start();
    try {
      assertThat(opener.getInputStream().read()).isEqualTo('\n');
      assertThat(Errors.of(device::detach)).isEqualTo(Errno.EBUSY);
      LoopStatus status = device.status().orElseThrow();
      assertThat(status.autoclear()).isFalse();
    } finally {
      opener.destroy();
      opener.waitFor();
    }
    assertThat(device.status()).isPresent();
    device.detach();
    assertThat(device.status()).isEmpty();
  }

  @Test
  void anOpenerThatGoesAwaySoonIsWaitedFor() throws Exception {
    LoopDevice device = scratch.attach(scratch.file("a.img", MIB));
    Process opener =
        new ProcessBuilder("sh", "-c", "exec 3<\"$0\"; echo; exec sleep 0.2", device.path() + "")
            .start();
    assertThat(opener.getInputStream().read()).isEqualTo('\n');
    device.detach();
    assertThat(device.status()).isEmpty();
    assertThat(opener.waitFor()).isZero();
  }

  @Test
  void withoutDiscardPromisedSpaceStays() throws Exception {
    Path file = scratch.file("thick.img", 8 * MIB);
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE)) {
      FileSpace.allocate(fd, 0, 8 * MIB);
    }
    long promised = FileStatus.of(file).blocks512();
    LoopDevice device = scratch.attach(file);
    device.disableDiscard();
    assertThat(Errors.of(() -> BlockDevice.discard(device.path(), 0, 8 * MIB)))
        .isEqualTo(Errno.EOPNOTSUPP);
    assertThat(FileStatus.of(file).blocks512()).isEqualTo(promised);
    BlockDevice.zeroOut(device.path(), 0, 8 * MIB);
    BlockDevice.flush(device.path());
    assertThat(FileStatus.of(file).blocks512()).isEqualTo(promised);
  }

  @Test
  void refusedDiscardsAreNotInheritedByTheNextFile() throws Exception {
    LoopDevice device = scratch.attach(scratch.file("thick.img", MIB));
    device.disableDiscard();
    Scratch.run("losetup", "-d", device.path().toString());
    LoopDevice next = scratch.attach(scratch.file("thin.img", MIB));
    BlockDevice.discard(next.path(), 0, MIB);
    next.disableDiscard();
    next.detach();
    LoopDevice last = scratch.attach(scratch.file("last.img", MIB));
    BlockDevice.discard(last.path(), 0, MIB);
  }

  @Test
  void aDiscardedThinFileGivesItsSpaceBack() throws Exception {
    Path file = scratch.file("thin.img", 8 * MIB);
    Files.write(file, new byte[(int) (8 * MIB)]);
    LoopDevice device = scratch.attach(file);
    BlockDevice.flush(device.path());
    BlockDevice.discard(device.path(), 0, 8 * MIB);
    BlockDevice.flush(device.path());
    assertThat(FileStatus.of(file).blocks512()).isLessThan(64);
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(
            Errors.of(
                () -> LoopDevices.attach(Path.of("/none"), new LoopOptions(false, true, 512))))
        .isEqualTo(Errno.ENOENT);
    LoopDevice none = new LoopDevice(1_000_000);
    assertThat(none.status()).isEmpty();
    assertThat(Errors.of(none::setCapacity)).isEqualTo(Errno.ENXIO);
    none.detach();
    assertThat(Errors.of(none::disableDiscard)).isEqualTo(Errno.ENOENT);
    assertThatThrownBy(() -> new LoopOptions(false, true, 1000))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
