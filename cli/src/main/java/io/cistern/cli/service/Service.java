package io.cistern.cli.service;

import io.cistern.cli.client.GatewayClient;
import io.cistern.cli.client.ServiceClient;
import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.protocol.transport.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One service of a data directory: started in a session of its own, so that it outlives the command
 * and a Ctrl-C in its terminal, and found again through its pid file.
 *
 * @param kind which
 * @param data whose
 * @param installation what is run
 * @param marks added to its environment
 */
public record Service(
    ServiceKind kind, DataDirectory data, Installation installation, Map<String, String> marks) {
  private static final long STOP_SECONDS = 20;
  private static final int TAIL_LINES = 12;
  private static final int TAIL_BYTES = 8192;

  /** Copies the marks. */
  public Service {
    marks = Map.copyOf(marks);
  }

  /** The process, if it is alive. */
  public Optional<ProcessHandle> process() {
    return PidFile.read(data.pidFile(kind)).flatMap(PidFile::process);
  }

  /** Where it serves HTTP: health and metrics, and for the gateway the buckets. */
  public List<Integer> ports() {
    return PidFile.read(data.pidFile(kind)).map(PidFile::ports).orElse(List.of());
  }

  /** Starts the process and returns before it is ready. Nothing to do if it runs. */
  public void start(HttpPorts wanted) {
    if (process().isPresent()) {
      return;
    }
    List<Integer> ports = wanted.of(kind);
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(installation.command(kind));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(data.root().toFile()).redirectErrorStream(true);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(data.log(kind).toFile()));
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().putAll(ServiceEnvironment.of(kind, data, ports));
    builder.environment().putAll(marks);
    try {
      // Not the leader of its group yet, so setsid replaces itself and the pid stays.
      PidFile.of(builder.start().pid(), ports).write(data.pidFile(kind));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the " + kind.label(), e);
    }
  }

  /** Whether it answers and says that it is ready. */
  public boolean isReady() {
    if (process().isEmpty()) {
      return false;
    }
    return switch (kind) {
      case NODE, CONTROLLER -> answers();
      case GATEWAY -> ports().stream().findFirst().filter(HttpReadiness::isReady).isPresent();
    };
  }

  /**
   * Whether somebody answers on its socket and says that it is ready: systemd may have started it.
   */
  public boolean answers() {
    return switch (kind) {
      case NODE -> answers(data.endpoints().node());
      case CONTROLLER -> answers(data.endpoints().controller());
      case GATEWAY -> isThere(data.gatewayAdmin()) && GatewayClient.isReady(data.gatewayAdmin());
    };
  }

  private static boolean answers(Endpoint endpoint) {
    return isThere(endpoint) && ServiceClient.isReady(endpoint);
  }

  private static boolean isThere(Endpoint endpoint) {
    return !(endpoint instanceof Endpoint.UnixSocket(Path socket)) || Files.exists(socket);
  }

  /**
   * Waits until it is ready.
   *
   * @throws CommandFailure unavailable, with the end of its log, if it ends or takes too long
   */
  public void awaitReady(Duration patience) {
    Instant deadline = Instant.now().plus(patience);
    while (!isReady()) {
      boolean ended = process().isEmpty();
      if (ended || Instant.now().isAfter(deadline)) {
        throw new CommandFailure(
            ExitCode.UNAVAILABLE,
            "the %s %s; its log ends:\n%s"
                .formatted(
                    kind.label(),
                    ended ? "ended" : "is not ready after " + patience.toSeconds() + " s",
                    logTail()),
            "the whole log is " + data.log(kind));
      }
      pause();
    }
  }

  /**
   * Stops it: asks, waits 20 seconds, then kills; what is mounted stays mounted.
   *
   * @return false if it had to be killed
   */
  public boolean stop() {
    Optional<ProcessHandle> process = process();
    boolean asked = true;
    if (process.isPresent()) {
      process.get().destroy();
      asked = ends(process.get());
      if (!asked) {
        kill();
      }
    }
    try {
      Files.deleteIfExists(data.pidFile(kind));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return asked;
  }

  /** SIGKILL. */
  public void kill() {
    process()
        .ifPresent(
            process -> {
              process.destroyForcibly();
              ends(process);
            });
  }

  private boolean ends(ProcessHandle process) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    while (process().filter(process::equals).isPresent()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.FAILURE, "interrupted", "");
    }
  }

  private String logTail() {
    try (var file = Files.newByteChannel(data.log(kind))) {
      file.position(Math.max(0, file.size() - TAIL_BYTES));
      byte[] end = java.nio.channels.Channels.newInputStream(file).readAllBytes();
      List<String> lines =
          new String(end, java.nio.charset.StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException none) {
      return "(no log)";
    }
  }
}
