package io.cistern.benchmarks.service;

import com.google.protobuf.BoolValue;
import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.ProbeRequest;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcChannels;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One running service, and when it became ready: when CSI Probe first answered so. */
public final class ServiceProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 2;
  private final Process process;
  private final double readyMillis;

  private ServiceProcess(Process process, double readyMillis) {
    this.process = process;
    this.readyMillis = readyMillis;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param socket its CSI socket
   * @param logs where its output goes, in a file of its own
   * @throws IllegalStateException if it ends or is not ready within a minute
   */
  public static ServiceProcess start(ServiceCommand command, Path socket, Path logs) {
    Path log = logs.resolve(command.name() + ".log");
    try {
      Files.deleteIfExists(socket);
      ProcessBuilder builder = new ProcessBuilder(command.words()).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(command.environment());
      long start = System.nanoTime();
      Process process = builder.start();
      try {
        awaitReady(process, socket, log);
      } catch (IllegalStateException e) {
        process.destroyForcibly();
        throw e;
      }
      return new ServiceProcess(process, (System.nanoTime() - start) / 1e6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitReady(Process process, Path socket, Path log) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(socket) || !answersReady(socket)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("not ready; its log ends: " + tail(log));
      }
      sleep(POLL_MILLIS);
    }
  }

  private static boolean answersReady(Path socket) {
    ManagedChannel channel =
        GrpcChannels.connect(new Endpoint.UnixSocket(socket), Optional.empty());
    try {
      return IdentityGrpc.newBlockingStub(channel)
          .withDeadlineAfter(1, TimeUnit.SECONDS)
          .probe(ProbeRequest.getDefaultInstance())
          .getReady()
          .equals(BoolValue.of(true));
    } catch (StatusRuntimeException notYet) {
      return false;
    } finally {
      channel.shutdownNow();
    }
  }

  public double readyMillis() {
    return readyMillis;
  }

  public ProcessMemory memory() {
    return ProcessMemory.of(process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }

  private static String tail(Path log) {
    try {
      var lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
