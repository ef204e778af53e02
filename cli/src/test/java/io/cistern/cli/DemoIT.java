package io.cistern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour, as `make demo` runs it. */
class DemoIT {

  @Test
  void everyClaimHoldsAndNothingIsLeft(@TempDir Path parent) throws IOException {
    Cli.requireServices();
    Cli.Result result = new Cli("--directory", parent.toString()).run("demo").succeeded();
    assertThat(result.out())
        .contains("SHA-256 before", "integrity_check ok", "kill -9")
        .doesNotContain("✗");
    try (Stream<Path> left = Files.list(parent)) {
      assertThat(left).isEmpty();
    }
  }
}
