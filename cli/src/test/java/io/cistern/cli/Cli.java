package io.cistern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.cli.command.CommandTree;
import io.cistern.cli.text.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Runs commands in this JVM and keeps what they print. */
final class Cli {
  private final List<String> appended;

  /**
   * @param appended at the end of every command line
   */
  Cli(String... appended) {
    this.appended = List.of(appended);
  }

  /** What a command has done. */
  record Result(int exitCode, String out, String err) {
    Result succeeded() {
      assertThat(exitCode).as(out + err).isZero();
      return this;
    }
  }

  Result run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(appended);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    int exitCode = CommandTree.of(console).execute(all.toArray(String[]::new));
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Skips the calling test where the services cannot be run; fails instead in CI. */
  static void requireServices() {
    Path home = repository();
    System.setProperty("cistern.home", home.toString());
    boolean can =
        "root".equals(System.getProperty("user.name"))
            && Files.isWritable(Path.of("/dev/loop-control"))
            && Files.exists(home.resolve("s3-gateway/target/quarkus-app/quarkus-run.jar"));
    String why = "needs root, loop devices and the packaged services (mvnw verify)";
    if ("true".equals(System.getenv("CI"))) {
      assertThat(can).as(why).isTrue();
    }
    Assumptions.assumeTrue(can, why);
  }

  static Path repository() {
    return Path.of(System.getProperty("basedir", "."))
        .toAbsolutePath()
        .normalize()
        .resolve("..")
        .normalize();
  }
}
