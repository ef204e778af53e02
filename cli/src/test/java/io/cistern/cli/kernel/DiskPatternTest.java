package io.cistern.cli.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskPatternTest {
  @TempDir Path machine;
  private Path byId;

  @BeforeEach
  void twoDisksOneOfThemWithAPartition() throws IOException {
    byId = Files.createDirectories(machine.resolve("by-id"));
    disk("sdb", "nvme-B");
    disk("sda", "nvme-A", "nvme-A_1", "wwn-A");
    disk("sda1", "nvme-A-part1");
    Files.createFile(machine.resolve("block/sda1/partition"));
  }

  private void disk(String kernelName, String... names) throws IOException {
    Path node = Files.createFile(machine.resolve(kernelName));
    Files.createDirectories(machine.resolve("block").resolve(kernelName));
    for (String name : names) {
      Files.createSymbolicLink(byId.resolve(name), node);
    }
  }

  private DiskPattern pattern(String text) {
    return new DiskPattern(byId.resolve(text).toString(), machine.resolve("block"));
  }

  @Test
  void aDiskOfManyNamesIsThereOnceAndItsPartitionsAreNot() {
    assertThat(pattern("nvme-*").disks())
        .containsExactly(byId.resolve("nvme-A"), byId.resolve("nvme-B"));
    assertThat(pattern("wwn-?").disks()).containsExactly(byId.resolve("wwn-A"));
  }

  @Test
  void whatIsNotThereMatchesNothing() {
    assertThat(pattern("ata-*").disks()).isEmpty();
    assertThat(new DiskPattern("/no/such/directory/*", DiskPattern.BLOCK_DEVICES).disks())
        .isEmpty();
  }

  @Test
  void aPathIsNoPattern() {
    assertThat(DiskPattern.isPattern("/dev/disk/by-id/nvme-A_1")).isFalse();
    assertThat(DiskPattern.isPattern("/dev/sd[ab]")).isTrue();
  }
}
