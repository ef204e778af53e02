package io.cistern.cli.service;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the services' packages are.
 *
 * @param home the repository, or a directory laid out like it
 */
public record Installation(Path home) {
  private static final String JAR = "quarkus-run.jar";

  /** The one that the launcher belongs to. */
  public static Installation ofProcess() {
    return new Installation(Path.of(System.getProperty("cistern.home", ".")).toAbsolutePath());
  }

  /**
   * The command line of a service: this JVM's java and directory for temporary files, the options
   * of production, the ahead-of-time cache where there is one.
   *
   * @throws CommandFailure if it has not been built
   */
  List<String> command(ServiceKind kind) {
    Path app = app(kind);
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("@" + home.resolve("deploy/jvm").resolve(kind.label() + ".options"));
    words.add(temporaryFiles());
    Path cache = app.resolve("app.aot");
    if (Files.exists(cache)) {
      words.add("-XX:AOTCache=" + cache);
    }
    words.add("-jar");
    words.add(app.resolve(JAR).toString());
    return words;
  }

  /**
   * The command line of another main class of the gateway, for its arguments to follow.
   *
   * @throws CommandFailure if the gateway has not been built
   */
  public List<String> gatewayTool(String mainClass) {
    Path app = app(ServiceKind.GATEWAY);
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC",
        temporaryFiles(),
        "-cp",
        app.resolve("app/*") + ":" + app.resolve("lib/main/*") + ":" + app.resolve("lib/boot/*"),
        mainClass);
  }

  /** Libraries are unpacked there, and what this JVM could load, the other one can. */
  private static String temporaryFiles() {
    return "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir");
  }

  private Path app(ServiceKind kind) {
    Path app = home.resolve(kind.module()).resolve("target/quarkus-app");
    Path jar = app.resolve(JAR);
    if (!Files.exists(jar)) {
      throw new CommandFailure(
          ExitCode.FAILURE, "the " + kind.label() + " is not built: no " + jar, "run `make build`");
    }
    return app;
  }
}
