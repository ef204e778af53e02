package io.cistern.benchmarks.s3.server;

import io.cistern.benchmarks.machine.Command;
import io.cistern.benchmarks.s3.client.Connection;
import io.cistern.benchmarks.s3.client.Endpoint;
import io.cistern.benchmarks.s3.client.Requests;
import io.cistern.benchmarks.service.ProcessMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server that was started here. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 20;
  private static final double TICKS_PER_SECOND = 100;
  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it and waits until it lists its buckets.
   *
   * @param log where its output goes
   * @throws IllegalStateException if it ends or does not answer within a minute
   */
  public static ServerProcess start(
      List<String> words, Map<String, String> environment, Path log, Endpoint endpoint) {
    try {
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      ServerProcess server = new ServerProcess(builder.start());
      try {
        server.awaitAnswer(endpoint, log);
      } catch (IllegalStateException e) {
        server.close();
        throw e;
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAnswer(Endpoint endpoint, Path log) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(endpoint)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("not ready; its log says: " + Files.readString(log));
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting", e);
      }
    }
  }

  private static boolean answers(Endpoint endpoint) {
    try (Connection connection = new Connection(endpoint)) {
      connection.exchange(Requests.listBuckets(endpoint));
      return true;
    } catch (IOException | IllegalStateException notYet) {
      return false;
    }
  }

  ProcessMemory memory() {
    return ProcessMemory.of(process.pid());
  }

  double peakRssMib() {
    return proc("status")
            .lines()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
            .findFirst()
            .orElseThrow()
        / 1024.0;
  }

  /** User and system time of all its threads, as proc(5) has them in fields 14 and 15 of stat. */
  double cpuSeconds() {
    String stat = proc("stat");
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 14);
    return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) / TICKS_PER_SECOND;
  }

  private String proc(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void pause() {
    Command.run("kill", "-STOP", Long.toString(process.pid()));
  }

  void resume() {
    Command.run("kill", "-CONT", Long.toString(process.pid()));
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      resume();
    }
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
