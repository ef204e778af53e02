package io.cistern.node.it;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** What these tests need: a reported skip on a laptop, a failure in CI. */
final class Privileges {
  private Privileges() {}

  static void require() {
    boolean root = "root".equals(System.getProperty("user.name"));
    boolean loop = Files.isWritable(Path.of("/dev/loop-control"));
    if (root && loop) {
      return;
    }
    String reason = "needs root and /dev/loop-control";
    if ("true".equals(System.getenv("CI"))) {
      fail(reason);
    }
    assumeTrue(false, reason);
  }
}
