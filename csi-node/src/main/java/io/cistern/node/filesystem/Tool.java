package io.cistern.node.filesystem;

import io.cistern.node.error.NodeError;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program of the operating system, run to its end with an absolute path, no input but what it is
 * given, an empty environment and the C locale.
 *
 * @param path where it is
 */
public record Tool(Path path) {
  private static final List<Path> DIRECTORIES =
      List.of(Path.of("/usr/sbin"), Path.of("/sbin"), Path.of("/usr/bin"), Path.of("/bin"));
  private static final int OUTPUT_KEPT = 2000;

  /**
   * What a run came to.
   *
   * @param exitCode as the program gave it
   * @param output the end of what it printed, both streams
   */
  public record Outcome(int exitCode, String output) {}

  /**
   * @throws NodeError failed if it is not installed
   */
  public static Tool named(String name) {
    return find(name).orElseThrow(() -> NodeError.failed(name + " is not installed on this node"));
  }

  /** Empty if it is not installed. */
  public static Optional<Tool> find(String name) {
    return DIRECTORIES.stream()
        .map(directory -> directory.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Tool::new);
  }

  /**
   * Runs it.
   *
   * @throws NodeError failed if it cannot be started, or is not done in time (it is killed then)
   */
  public Outcome run(Duration limit, List<String> arguments) {
    return run(limit, arguments, new byte[0]);
  }

  /** Runs it with these bytes as its input; errors as for {@link #run(Duration, List)}. */
  public Outcome run(Duration limit, List<String> arguments, byte[] input) {
    List<String> command = new ArrayList<>();
    command.add(path.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("PATH", "/usr/sbin:/sbin:/usr/bin:/bin");
    // The host's udev, if any, cannot be waited for from within a container.
    builder.environment().put("DM_DISABLE_UDEV", "1");
    try {
      Process process = builder.start();
      feed(process, input);
      return finish(process, limit);
    } catch (IOException cannotStart) {
      throw NodeError.failed("cannot run " + path + ": " + cannotStart.getMessage(), cannotStart);
    }
  }

  /** Runs it, and takes every exit code but 0 as an error with what it printed. */
  public String runOrFail(Duration limit, List<String> arguments) {
    Outcome outcome = run(limit, arguments);
    if (outcome.exitCode() != 0) {
      throw NodeError.failed(
          "%s failed with exit code %d: %s"
              .formatted(path.getFileName(), outcome.exitCode(), outcome.output()));
    }
    return outcome.output();
  }

  private static void feed(Process process, byte[] input) {
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(input);
    } catch (IOException ended) {
      // It wanted none, and has said why with its exit code.
    }
  }

  private Outcome finish(Process process, Duration limit) {
    CompletableFuture<String> output = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> read(process, output));
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw NodeError.failed(path.getFileName() + " was not done after " + limit);
      }
      return new Outcome(process.exitValue(), output.join());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw NodeError.failed(path.getFileName() + " was interrupted", interrupted);
    }
  }

  private static void read(Process process, CompletableFuture<String> output) {
    try {
      String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String text = all.strip().replaceAll("\\s*\\R\\s*", "; ");
      output.complete(text.substring(Math.max(0, text.length() - OUTPUT_KEPT)));
    } catch (IOException | UncheckedIOException broken) {
      output.complete("(its output was lost: " + broken.getMessage() + ")");
    }
  }
}
