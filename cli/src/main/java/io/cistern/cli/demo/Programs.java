package io.cistern.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the programs of the tour, marked as its own, with their output in its directory. */
final class Programs {
  private static final long PATIENCE_SECONDS = 120;
  private final Path directory;
  private int count;

  Programs(Path directory) {
    this.directory = directory;
  }

  /** Runs one to its end; what it printed. */
  String run(String... command) {
    return run(Map.of(), command);
  }

  /** Runs one to its end with more in its environment; what it printed. */
  String run(Map<String, String> environment, String... command) {
    return start(environment, command).finish();
  }

  /** Starts one and leaves it running. */
  Running start(String... command) {
    return start(Map.of(), command);
  }

  private Running start(Map<String, String> environment, String... command) {
    try {
      Path output = directory.resolve("program-" + ++count + ".out");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      builder.environment().put(DemoPlace.VARIABLE, directory.toString());
      Process process = builder.start();
      process.getOutputStream().close();
      return new Running(List.of(command), process, output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command[0], e);
    }
  }

  /**
   * A program under way.
   *
   * @param command its words
   * @param process its process
   * @param output where it writes
   */
  record Running(List<String> command, Process process, Path output) {

    boolean isAlive() {
      return process.isAlive();
    }

    /** Waits for its end; what it printed. */
    String finish() {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new DemoFailure(command.getFirst() + " did not end in two minutes");
        }
        String printed = Files.readString(output, StandardCharsets.UTF_8).strip();
        DemoFailure.unless(
            process.exitValue() == 0,
            "%s ended with %d: %s".formatted(command, process.exitValue(), printed));
        return printed;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DemoFailure("interrupted");
      }
    }

    /** Ends it in the middle of its work; what it had printed. */
    String interrupt() {
      process.destroy();
      try {
        process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return Files.readString(output, StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DemoFailure("interrupted");
      }
    }
  }
}
