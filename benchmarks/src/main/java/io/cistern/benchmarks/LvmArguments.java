package io.cistern.benchmarks;

import io.cistern.benchmarks.lvm.LvmLoad;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line asks for, each as {@code --name=value}.
 *
 * @param parent {@code --directory}: where everything is made and removed again
 * @param output {@code --output}: where lvm.json and lvm.md are written
 * @param publish {@code --publish}: a document whose tables are replaced
 * @param effort {@code --rounds}, {@code --batch}, {@code --present}: how much is measured
 */
record LvmArguments(Path parent, Path output, Optional<Path> publish, LvmLoad.Effort effort) {

  static LvmArguments parse(String... words) {
    Map<String, String> given = Arguments.given(words);
    Path repository = Path.of(given.getOrDefault("--repository", ".")).toAbsolutePath().normalize();
    return new LvmArguments(
        Path.of(given.getOrDefault("--directory", "/tmp")),
        Path.of(given.getOrDefault("--output", repository + "/benchmarks/target/bench-lvm")),
        Optional.ofNullable(given.get("--publish")).map(Path::of),
        new LvmLoad.Effort(
            Integer.parseInt(given.getOrDefault("--rounds", "2")),
            Integer.parseInt(given.getOrDefault("--batch", "16")),
            Integer.parseInt(given.getOrDefault("--present", "500"))));
  }
}
