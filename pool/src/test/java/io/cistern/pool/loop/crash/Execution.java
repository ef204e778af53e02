package io.cistern.pool.loop.crash;

import io.cistern.pool.loop.layout.PoolLayout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A {@link Victim} and the strace that kills it on entering a system call, before the call does
 * anything.
 *
 * @see <a href="https://man7.org/linux/man-pages/man1/strace.1.html">strace(1), inject</a>
 */
final class Execution implements AutoCloseable {
  private static final int SIGKILL_STATUS = 128 + 9;

  private final Process victim;
  private final BufferedReader answers;
  private final Writer orders;

  private Execution(Process victim) {
    this.victim = victim;
    this.answers = victim.inputReader(StandardCharsets.UTF_8);
    this.orders = victim.outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts the victim of an operation; it warms up in a copy of an empty pool, elsewhere. */
  static Execution start(Operation operation, PoolLayout template, Path elsewhere)
      throws IOException {
    Path directory = Files.createDirectory(elsewhere.resolve("warm-" + UUID.randomUUID()));
    PoolLayout layout = new PoolLayout(directory);
    for (Path part : layout.directories()) {
      Files.createDirectory(part);
    }
    Files.copy(template.poolJson(), layout.poolJson());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                directory.toString(),
                operation.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new Execution(process);
  }

  /** Waits until it is warm. */
  void awaitWarm() throws IOException {
    if (!"warm".equals(answers.readLine())) {
      throw new IOException("the victim did not start");
    }
  }

  /** Lets it do its operation, and tells which calls that makes. */
  List<SystemCall> record(PoolLayout layout) throws IOException, InterruptedException {
    Path trace = Files.createTempFile("cistern-trace-", ".txt");
    try {
      if (run(layout, List.of("-o", trace.toString()))) {
        throw new IOException("it was killed by somebody else");
      }
      return SystemCall.parse(Files.readAllLines(trace));
    } finally {
      Files.delete(trace);
    }
  }

  /**
   * Lets it do its operation and kills it on entering a call.
   *
   * @return false if it did not come to that call, and ended well
   */
  boolean kill(PoolLayout layout, SystemCall call) throws IOException, InterruptedException {
    String inject = "inject=%s:signal=SIGKILL:when=%d".formatted(call.name(), call.occurrence());
    return run(layout, List.of("-o", "/dev/null", "-e", inject));
  }

  private boolean run(PoolLayout layout, List<String> options)
      throws IOException, InterruptedException {
    order(layout.root().toString());
    String thread = answers.readLine();
    if (thread == null) {
      throw new IOException("the victim could not open the pool");
    }
    Process strace = strace(thread, options);
    order("go");
    if (!victim.waitFor(60, TimeUnit.SECONDS)) {
      throw new IOException("it hangs");
    }
    strace.waitFor();
    return switch (victim.exitValue()) {
      case 0 -> false;
      case SIGKILL_STATUS -> true;
      default -> throw new IOException("it failed");
    };
  }

  private static Process strace(String thread, List<String> options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("strace", "-e", "trace=" + SystemCall.TRACED, "-p", thread));
    command.addAll(options);
    Process strace = new ProcessBuilder(command).start();
    String line = strace.errorReader(StandardCharsets.UTF_8).readLine();
    if (line == null || !line.contains("attached")) {
      throw new IOException("strace: " + line);
    }
    return strace;
  }

  private void order(String line) throws IOException {
    orders.write(line + "\n");
    orders.flush();
  }

  @Override
  public void close() {
    victim.destroyForcibly();
    victim.onExit().join();
  }
}
