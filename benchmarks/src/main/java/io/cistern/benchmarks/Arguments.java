package io.cistern.benchmarks;

import io.cistern.benchmarks.fio.FioBenchmark;
import io.cistern.benchmarks.latency.LatencyBenchmark;
import io.cistern.benchmarks.service.StartBenchmark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the command line asks for, each as {@code --name=value}.
 *
 * @param repository {@code --repository}: where the built services and {@code deploy/} lie
 * @param parent {@code --directory}: where everything is made and removed again
 * @param output {@code --output}: where csi.json and csi.md are written
 * @param publish {@code --publish}: a document whose tables are replaced
 * @param parts {@code --parts}: of start, latency and fio; all if absent
 * @param operations {@code --operations}: of those whose latency is measured, how their names
 *     begin; all if absent
 * @param quick {@code --quick=true}: a tenth of the effort, to see that it runs
 */
record Arguments(
    Path repository,
    Path parent,
    Path output,
    Optional<Path> publish,
    Set<String> parts,
    Set<String> operations,
    boolean quick) {
  private static final Set<String> PARTS = Set.of("start", "latency", "fio");

  Arguments {
    if (!PARTS.containsAll(parts)) {
      throw new IllegalArgumentException("the parts are " + PARTS + ", not " + parts);
    }
  }

  static Arguments parse(String... words) {
    Map<String, String> given = given(words);
    Path repository = Path.of(given.getOrDefault("--repository", ".")).toAbsolutePath().normalize();
    return new Arguments(
        repository,
        Path.of(given.getOrDefault("--directory", "/tmp")),
        Path.of(given.getOrDefault("--output", repository + "/benchmarks/target/bench-csi")),
        Optional.ofNullable(given.get("--publish")).map(Path::of),
        Optional.ofNullable(given.get("--parts"))
            .map(text -> Set.of(text.split(",")))
            .orElse(PARTS),
        Set.of(given.getOrDefault("--operations", "").split(",")),
        Boolean.parseBoolean(given.getOrDefault("--quick", "false")));
  }

  /** The words, each by its name. */
  static Map<String, String> given(String... words) {
    return Arrays.stream(words)
        .map(word -> word.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length > 1 ? pair[1] : ""));
  }

  StartBenchmark starts() {
    return quick ? new StartBenchmark(1, 2_000) : new StartBenchmark(3, 8_000);
  }

  LatencyBenchmark.Effort latencyEffort() {
    return quick
        ? new LatencyBenchmark.Effort(2, 20, 16, 20, 100)
        : new LatencyBenchmark.Effort(4, 48, 24, 100, 1_000);
  }

  FioBenchmark fio() {
    return quick ? new FioBenchmark(1, 1) : new FioBenchmark(5, 3);
  }
}
