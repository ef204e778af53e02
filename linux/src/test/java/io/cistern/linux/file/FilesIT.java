package io.cistern.linux.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.FileStatus;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.testing.Errors;
import io.cistern.linux.testing.Scratch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reflinks, extents and space, on XFS. */
class FilesIT {

  private static final int MIB = 1 << 20;

  private Scratch scratch;
  private Path xfs;

  @BeforeEach
  void open() throws Exception {
    scratch = Scratch.open();
    xfs = scratch.filesystem("xfs", 320L * MIB);
  }

  @AfterEach
  void close() throws Exception {
    scratch.close();
  }

  @Test
  void aCloneSharesItsDataUntilOneIsWritten() throws Exception {
    byte[] data = noise(4 * MIB);
    Path source = Files.write(xfs.resolve("source"), data);
    Path clone = xfs.resolve("clone");

    Reflink.cloneFile(source, clone);

    assertThat(Files.readAllBytes(clone)).isEqualTo(data);
    assertThat(Extents.of(clone)).allMatch(Extent::isShared).allMatch(Extent::isWritten);
    assertThat(Extents.of(clone).getFirst().physical())
        .isEqualTo(Extents.of(source).getFirst().physical());
    try (Fd fd = Fd.open(clone, OpenFlag.READ_WRITE)) {
      assertThat(fd.write(new byte[] {1, 2, 3}, MIB)).isEqualTo(3);
      fd.fdatasync();
    }
    assertThat(Extents.of(clone)).anyMatch(extent -> !extent.isShared());
    assertThat(Files.readAllBytes(source)).isEqualTo(data);
  }

  @Test
  void aCloneReplacesNothingAndLeavesNothing() throws Exception {
    Path source = Files.write(xfs.resolve("source"), noise(MIB));
    Path there = Files.writeString(xfs.resolve("there"), "kept");
    assertThat(Errors.of(() -> Reflink.cloneFile(source, there))).isEqualTo(Errno.EEXIST);
    assertThat(Files.readString(there)).isEqualTo("kept");

    Path elsewhere = scratch.directory().resolve("clone");
    assertThat(Errors.of(() -> Reflink.cloneFile(source, elsewhere))).isEqualTo(Errno.EXDEV);
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void whetherADirectoryCanCloneIsFoundOutWithoutATrace() throws Exception {
    assertThat(Reflink.isSupported(xfs)).isTrue();
    assertThat(xfs).isEmptyDirectory();
    Path ext4 = scratch.filesystem("ext4", 32 * MIB);
    assertThat(Reflink.isSupported(ext4)).isFalse();
    Path btrfs = scratch.filesystem("btrfs", 128 * MIB);
    assertThat(Reflink.isSupported(btrfs)).isTrue();
    assertThat(Errors.of(() -> Reflink.isSupported(xfs.resolve("none")))).isEqualTo(Errno.ENOENT);
  }

  @Test
  void aRangeIsCloned() throws Exception {
    byte[] data = noise(MIB);
    Path source = Files.write(xfs.resolve("source"), data);
    Path target = Files.write(xfs.resolve("target"), new byte[MIB]);
    try (Fd from = Fd.open(source, OpenFlag.READ_ONLY);
        Fd to = Fd.open(target, OpenFlag.READ_WRITE)) {
      Reflink.cloneRange(from, 4096, 8192, to, 16384);
      assertThat(Errors.of(() -> Reflink.cloneRange(from, 1, 4096, to, 0))).isEqualTo(Errno.EINVAL);
    }
    byte[] expected = new byte[MIB];
    System.arraycopy(data, 4096, expected, 16384, 8192);
    assertThat(Files.readAllBytes(target)).isEqualTo(expected);
  }

  @Test
  void everyExtentOfAVeryHolyFileIsListed() {
    Path file = xfs.resolve("holes");
    int count = 1_000;
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE, OpenFlag.CREATE)) {
      for (int i = 0; i < count; i++) {
        fd.write(new byte[4096], i * 8192L);
      }
      // XFS also allocates ahead of the writes, and says that this space is not written
      List<Extent> extents =
          Extents.of(fd, 0, Long.MAX_VALUE, true).stream().filter(Extent::isWritten).toList();
      assertThat(extents).hasSize(count);
      for (int i = 0; i < count; i++) {
        assertThat(extents.get(i).logical()).isEqualTo(i * 8192L);
        assertThat(extents.get(i).length()).isEqualTo(4096);
        assertThat(extents.get(i).physical()).isPositive();
      }
      assertThat(Extents.of(fd, 81920, 16384, true).stream().filter(Extent::isWritten)).hasSize(2);
      assertThat(Extents.of(fd, 1L << 40, 4096, true)).isEmpty();
    }
  }

  @Test
  void spaceIsPromisedGivenBackZeroedAndUnshared() throws Exception {
    Path file = Files.write(xfs.resolve("space"), noise(MIB));
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE)) {
      FileSpace.allocate(fd, MIB, MIB);
      assertThat(fd.fstat().size()).isEqualTo(2 * MIB);
      assertThat(fd.fstat().blocks512()).isGreaterThanOrEqualTo(2 * MIB / 512);
      assertThat(Extents.of(file)).anyMatch(extent -> !extent.isWritten());

      FileSpace.punchHole(fd, 0, MIB / 2);
      assertThat(fd.fstat().size()).isEqualTo(2 * MIB);
      assertThat(Extents.of(file).getFirst().logical()).isEqualTo(MIB / 2);

      FileSpace.zeroRange(fd, MIB / 2, MIB / 2);
      assertThat(Files.readAllBytes(file)).containsOnly(0);

      Path clone = xfs.resolve("clone");
      fd.write(noise(MIB), 0);
      fd.fsync();
      Reflink.cloneFile(file, clone);
      try (Fd other = Fd.open(clone, OpenFlag.READ_WRITE)) {
        FileSpace.unshare(other, 0, 2 * MIB);
      }
      assertThat(Extents.of(clone)).noneMatch(Extent::isShared);
      assertThat(Files.mismatch(file, clone)).isEqualTo(-1);

      FileSpace.truncate(fd, 5L << 40);
      assertThat(FileStatus.of(file).size()).isEqualTo(5L << 40);
      assertThat(Errors.of(() -> FileSpace.allocate(fd, 0, 1L << 40))).isEqualTo(Errno.ENOSPC);
    }
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
