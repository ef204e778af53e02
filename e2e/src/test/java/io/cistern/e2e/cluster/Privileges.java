package io.cistern.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/**
 * What a whole-system test needs of its machine. Where it lacks something, the test is skipped with
 * the reason; under {@code CI=true} it fails instead, so that no test is skipped unseen.
 */
final class Privileges {
  private static final List<String> TOOLS =
      List.of("mkfs.xfs", "mkfs.ext4", "mkfs.btrfs", "mount", "umount", "losetup");

  private Privileges() {}

  static void require() {
    List<String> missing = missing();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(missing).as("what this machine lacks for whole-system tests").isEmpty();
    }
    Assumptions.assumeTrue(missing.isEmpty(), () -> "skipped: " + String.join("; ", missing));
  }

  private static List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (!"root".equals(System.getProperty("user.name"))) {
      missing.add("needs root, for loop devices and mounts");
    }
    if (!Files.exists(Path.of("/dev/loop-control"))) {
      missing.add("needs /dev/loop-control");
    }
    for (String tool : TOOLS) {
      if (!onPath(tool)) {
        missing.add("needs " + tool);
      }
    }
    for (Path jar : List.of(Services.nodeJar(), Services.controllerJar())) {
      if (!Files.exists(jar)) {
        missing.add("needs " + jar + ": run ./mvnw package -DskipTests first");
      }
    }
    return missing;
  }

  private static boolean onPath(String tool) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "") + ":/usr/sbin:/sbin";
    for (String directory : path.split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, tool))) {
        return true;
      }
    }
    return false;
  }
}
