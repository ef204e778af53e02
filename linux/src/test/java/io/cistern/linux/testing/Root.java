package io.cistern.linux.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a test needs of the machine: a reported skip on a laptop, a failure where {@code CI=true}.
 */
public final class Root {

  private Root() {}

  /** The right to mount and to attach loop devices. */
  public static void require() {
    boolean root = "root".equals(System.getProperty("user.name"));
    demand(root && Files.isWritable(Path.of("/dev/loop-control")), "root and /dev/loop-control");
  }

  /** Whether this process may have a capability, by its number. */
  public static boolean hasCapability(int number) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("CapEff:"))
        .anyMatch(
            line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >>> number & 1) == 1);
  }

  private static void demand(boolean there, String what) {
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as("this test needs %s", what).isTrue();
    }
    assumeTrue(there, "this test needs " + what);
  }
}
