package io.cistern.protocol.management;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a process costs, from the kernel and the runtime. The platform's management beans know more,
 * but to load them costs several hundred classes.
 *
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
public final class ProcessFigures {
  private ProcessFigures() {}

  static void publish(Metrics metrics) {
    metrics.gauge(
        "process_resident_memory_bytes",
        "memory resident",
        Map.of(),
        ProcessFigures::residentBytes);
    metrics.gauge(
        "process_files_open_files", "file descriptors open", Map.of(), ProcessFigures::openFiles);
    ProcessHandle.Info process = ProcessHandle.current().info();
    metrics.gauge(
        "process_start_time_seconds",
        "start, since the epoch",
        Map.of(),
        () -> process.startInstant().map(Instant::toEpochMilli).orElse(0L) / 1e3);
    metrics.counter(
        "process_cpu_seconds_total",
        "processor time used",
        Map.of(),
        ProcessFigures::processorSeconds);
    heap(metrics, "used", runtime -> runtime.totalMemory() - runtime.freeMemory());
    heap(metrics, "committed", Runtime::totalMemory);
    heap(metrics, "max", Runtime::maxMemory);
  }

  private static void heap(Metrics metrics, String what, ToDoubleFunction<Runtime> bytes) {
    metrics.gauge(
        "jvm_memory_" + what + "_bytes",
        "Java heap: " + what,
        Map.of("area", "heap"),
        () -> bytes.applyAsDouble(Runtime.getRuntime()));
  }

  /** The memory of this process that is resident, in bytes; NaN where the kernel does not tell. */
  public static double residentBytes() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024.0)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The time that processors have given this process since its start, in seconds. */
  public static double processorSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  private static double openFiles() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
