package io.cistern.linux.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.FileStatus;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.mount.MountFlag;
import io.cistern.linux.mount.Mounts;
import io.cistern.linux.testing.Errors;
import io.cistern.linux.testing.Root;
import io.cistern.linux.testing.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesystemIT {

  private static final long MIB = 1 << 20;
  private static final int CAP_SYS_RESOURCE = 24;

  private Scratch scratch;

  @BeforeEach
  void open() throws Exception {
    scratch = Scratch.open();
  }

  @AfterEach
  void close() throws Exception {
    scratch.close();
  }

  @ParameterizedTest
  @CsvSource({"ext4,0xef53", "xfs,0x58465342", "btrfs,0x9123683e"})
  void eachGrowsWhileMountedAndKeepsItsData(String fsType, String magic) throws Exception {
    assumeItMayGrow(fsType);
    Path image = scratch.file("image", 320 * MIB);
    LoopDevice device = scratch.attach(image);
    Path place = scratch.format(device, fsType);
    byte[] data = new byte[(int) MIB];
    new Random(1).nextBytes(data);
    Files.write(place.resolve("data"), data);
    FilesystemStatus before = FilesystemStatus.of(place);
    assertThat(before.type()).isEqualTo(Long.decode(magic));

    assertThat(FilesystemGrowth.grow(fsType, place, device.path())).isFalse();
    scratch.extend(image, 640 * MIB);
    device.setCapacity();
    assertThat(FilesystemGrowth.grow(fsType, place, device.path())).isTrue();
    assertThat(FilesystemGrowth.grow(fsType, place, device.path())).isFalse();

    FilesystemStatus after = FilesystemStatus.of(place);
    assertThat(after.totalBytes() - before.totalBytes()).isBetween(295 * MIB, 320 * MIB);
    assertThat(after.availableBytes()).isGreaterThan(before.availableBytes() + 200 * MIB);
    assertThat(Files.readAllBytes(place.resolve("data"))).isEqualTo(data);
    Mounts.unmount(place);
    switch (fsType) {
      case "ext4" -> Scratch.run("e2fsck", "-fn", device.path().toString());
      case "xfs" -> Scratch.run("xfs_repair", "-n", device.path().toString());
      default -> Scratch.run("btrfs", "check", device.path().toString());
    }
  }

  @Test
  void ext4GrowsManyTimesOver() throws Exception {
    assumeItMayGrow("ext4");
    Path image = scratch.file("image", 32 * MIB);
    LoopDevice device = scratch.attach(image);
    Path place = scratch.format(device, "ext4");
    for (long size = 64 * MIB; size <= 64L * 1024 * MIB; size *= 8) {
      scratch.extend(image, size);
      device.setCapacity();
      assertThat(FilesystemGrowth.grow("ext4", place, device.path())).isTrue();
      assertThat(FilesystemStatus.of(place).totalBytes()).isGreaterThan(size / 10 * 9 - 20 * MIB);
    }
    Mounts.unmount(place);
    Scratch.run("e2fsck", "-fn", device.path().toString());
  }

  @Test
  void aFewBytesMoreAreNoGrowth() throws Exception {
    Path image = scratch.file("image", 320 * MIB);
    LoopDevice device = scratch.attach(image);
    Path place = scratch.format(device, "xfs");
    scratch.extend(image, 320 * MIB + 8192);
    device.setCapacity();
    long before = FilesystemStatus.of(place).totalBytes();
    boolean grown = FilesystemGrowth.grow("xfs", place, device.path());
    assertThat(grown).isEqualTo(FilesystemStatus.of(place).totalBytes() > before);
  }

  @Test
  void whatCannotGrowSaysSo() throws Exception {
    LoopDevice device = scratch.attach(scratch.file("image", 64 * MIB));
    Path place = scratch.format(device, "ext4");
    assertThat(Errors.of(() -> FilesystemGrowth.grow("vfat", place, device.path())))
        .isEqualTo(Errno.EOPNOTSUPP);
    assertThat(Errors.of(() -> FilesystemGrowth.grow("xfs", place, device.path())))
        .isEqualTo(Errno.ENOTTY);
    scratch.extend(scratch.directory().resolve("image"), 128 * MIB);
    device.setCapacity();
    Mounts.remount(place, Set.of(MountFlag.READ_ONLY), "");
    Errno expected = Root.hasCapability(CAP_SYS_RESOURCE) ? Errno.EROFS : Errno.EPERM;
    assertThat(Errors.of(() -> FilesystemGrowth.grow("ext4", place, device.path())))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"ext4", "xfs", "btrfs"})
  void aFrozenFilesystemHoldsWritesBackUntilThawed(String fsType) throws Exception {
    Path place = scratch.filesystem(fsType, 320 * MIB);
    Path file = Files.writeString(place.resolve("x"), "before");
    CountDownLatch written = new CountDownLatch(1);
    Thread writer = new Thread(() -> write(file, written));
    try (Fd root = Fd.openDirectory(place)) {
      FilesystemFreeze.freeze(root);
      try {
        assertThat(Errors.of(() -> FilesystemFreeze.freeze(root))).isEqualTo(Errno.EBUSY);
        writer.start();
        assertThat(written.await(300, TimeUnit.MILLISECONDS)).isFalse();
      } finally {
        FilesystemFreeze.thaw(root);
      }
      assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
      writer.join();
      assertThat(Files.readString(file)).isEqualTo("after");
      assertThat(Errors.of(() -> FilesystemFreeze.thaw(root))).isEqualTo(Errno.EINVAL);
    }
  }

  @Test
  void trimmingGivesSpaceBackToTheFile() throws Exception {
    Path image = scratch.file("image", 64 * MIB);
    Path place = scratch.format(scratch.attach(image), "ext4");
    byte[] noise = new byte[(int) (24 * MIB)];
    new Random(2).nextBytes(noise);
    Path data = Files.write(place.resolve("data"), noise);
    try (Fd root = Fd.openDirectory(place)) {
      root.syncFilesystem();
      long full = FileStatus.of(image).blocks512();
      Files.delete(data);
      root.syncFilesystem();
      assertThat(FilesystemTrim.trim(root, 0, Long.MAX_VALUE, 0)).isGreaterThan(24 * MIB);
      assertThat(FileStatus.of(image).blocks512()).isLessThan(full - 20 * MIB / 512);
    }
  }

  @Test
  void theStatusCountsBytesAndInodes() throws Exception {
    Path place = scratch.filesystem("ext4", 64 * MIB);
    FilesystemStatus before = FilesystemStatus.of(place);
    Files.write(place.resolve("x"), new byte[(int) (4 * MIB)]);
    try (Fd root = Fd.openDirectory(place)) {
      root.syncFilesystem();
      FilesystemStatus after = FilesystemStatus.of(root);
      assertThat(before.freeBytes() - after.freeBytes()).isBetween(4 * MIB, 5 * MIB);
      assertThat(before.inodesFree() - after.inodesFree()).isEqualTo(1);
      assertThat(after.inodesTotal()).isEqualTo(before.inodesTotal());
      assertThat(after.readOnly()).isFalse();
      assertThat(after.fsid()).isEqualTo(before.fsid()).isNotZero();
      assertThat(after.totalBytes()).isLessThan(64 * MIB);
      assertThat(after.availableBytes()).isLessThan(after.freeBytes());
    }
    Mounts.remount(place, Set.of(MountFlag.READ_ONLY), "");
    assertThat(FilesystemStatus.of(place).readOnly()).isTrue();
  }

  /** A container may be root without it, CI or not; the kernel's answer then is tested above. */
  private static void assumeItMayGrow(String fsType) throws IOException {
    assumeTrue(
        !fsType.equals("ext4") || Root.hasCapability(CAP_SYS_RESOURCE),
        "ext4 grows online only with CAP_SYS_RESOURCE");
  }

  private static void write(Path file, CountDownLatch written) {
    try {
      Files.writeString(file, "after");
      written.countDown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
