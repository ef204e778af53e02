package io.cistern.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The class of machine, in words that name nobody.
 *
 * @param cores as the scheduler sees them
 * @param memoryGib rounded to whole GiB
 * @param architecture such as amd64
 * @param kernel the version's first two numbers
 * @param disk what the pool's image lies on
 * @param java the version of the measured services' JVM
 */
public record Machine(
    int cores, long memoryGib, String architecture, String kernel, String disk, String java) {

  /** This machine; the disk is the one that holds the directory. */
  public static Machine of(Path directory) {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        Math.round(memoryKib() / (1024.0 * 1024)),
        System.getProperty("os.arch", "unknown"),
        runningKernel(),
        diskOf(directory),
        Runtime.version().toString());
  }

  /** When and on what, as a sentence. */
  public String measured(String date) {
    return String.format(
        Locale.ROOT,
        "Measured %s on %d cores (%s), %d GiB of memory, Linux %s%s, Java %s.",
        date,
        cores,
        architecture,
        memoryGib,
        kernel,
        isUserMode() ? " in user mode, where system calls are far slower" : "",
        java);
  }

  private static boolean isUserMode() {
    return lines(Path.of("/proc/cpuinfo")).stream()
        .anyMatch(line -> line.contains("User Mode Linux"));
  }

  private static double memoryKib() {
    return lines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemTotal:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")))
        .findFirst()
        .orElse(0);
  }

  private static String runningKernel() {
    String[] numbers = System.getProperty("os.version", "0.0").split("[.-]", 3);
    return numbers[0] + "." + numbers[1];
  }

  private static String diskOf(Path directory) {
    String[] words =
        Command.run("findmnt", "-n", "-o", "SOURCE,FSTYPE", "-T", directory.toString())
            .trim()
            .split("\\s+");
    String name = Path.of(words[0]).getFileName().toString();
    String kind =
        name.startsWith("vd") ? "virtual disk (virtio)" : name.startsWith("nvme") ? "NVMe" : "disk";
    String moves =
        lines(Path.of("/sys/class/block", name, "queue/rotational")).contains("0")
            ? "not rotational"
            : "said to be rotational";
    return kind + ", " + moves + ", " + words[1];
  }

  private static List<String> lines(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
