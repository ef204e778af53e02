package io.cistern.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One service of ours as a process of its own, started from its package with its configuration as
 * system properties. Its output goes to a file that is kept over restarts.
 */
public final class ServiceProcess implements AutoCloseable {
  private static final List<String> JVM =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx96m");

  private final String name;
  private final Path jar;
  private final Map<String, String> configuration;
  private final Path directory;
  private final Path log;
  private @Nullable Process process;

  ServiceProcess(String name, Path jar, Map<String, String> configuration, Path directory) {
    this.name = name;
    this.jar = jar;
    this.configuration = Map.copyOf(configuration);
    this.directory = directory;
    this.log = directory.resolve(name + ".log");
  }

  /** Starts the process; returns before the service is ready. */
  public synchronized void start() {
    if (isAlive()) {
      throw new IllegalStateException(name + " runs already");
    }
    List<String> command = new ArrayList<>(JVM);
    configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(List.of("-jar", jar.toString()));
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL, as the kernel's out-of-memory killer or a power cut of the process would. */
  public synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
      await(process, 10);
    }
  }

  /** SIGTERM, on which it has to end within 20 s, and as one that did what it was told. */
  public synchronized void stop() {
    if (process != null) {
      process.destroy();
      if (!await(process, 20)) {
        kill();
        throw new IllegalStateException(name + " did not end on SIGTERM\n" + logTail());
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            name + " ended on SIGTERM with " + process.exitValue() + "\n" + logTail());
      }
    }
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  public synchronized long pid() {
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process.pid();
  }

  /** The configured value of this key. */
  public String setting(String key) {
    String value = configuration.get(key);
    if (value == null) {
      throw new IllegalArgumentException(name + " has no setting " + key);
    }
    return value;
  }

  /** Everything the service has said so far. */
  public String output() throws IOException {
    return Files.readString(log);
  }

  /** The last lines the service has said, for the message of a failed test. */
  public String logTail() {
    try {
      List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return "no log of " + name + ": " + e;
    }
  }

  Path log() {
    return log;
  }

  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    return name;
  }

  private static boolean await(Process process, int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
