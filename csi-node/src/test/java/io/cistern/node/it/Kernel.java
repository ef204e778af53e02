package io.cistern.node.it;

import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process may ask of the kernel. */
final class Kernel {
  private static final int CAP_SYS_RESOURCE = 24;

  private Kernel() {}

  /** Linux 6.7 and later mount a btrfs clone beside its source. */
  static boolean mountsBtrfsClones() {
    return Version.parse(System.getProperty("os.version")).compareTo(Version.parse("6.7")) >= 0;
  }

  /** ext4 grows while it is mounted only for who has CAP_SYS_RESOURCE. */
  static boolean growsMountedExt4() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("CapEff:"))
          .map(line -> Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16))
          .anyMatch(capabilities -> (capabilities & (1L << CAP_SYS_RESOURCE)) != 0);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
