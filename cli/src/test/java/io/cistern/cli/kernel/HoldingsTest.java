package io.cistern.cli.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldingsTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void aProcessWithTheMarkIsFoundAndEnded() throws Exception {
    String mark = UUID.randomUUID().toString();
    Holdings holdings = new Holdings(directory, "CISTERN_TEST=" + mark);
    Process marked = sleep(mark);
    Process other = sleep(mark + "-other");
    try {
      assertThat(holdings.processes()).containsExactly(marked.toHandle());
      assertThat(holdings.describe()).containsExactly("process " + marked.pid());

      assertThat(holdings.release()).isEmpty();

      assertThat(marked.waitFor()).isNotZero();
      assertThat(other.isAlive()).isTrue();
    } finally {
      marked.destroyForcibly();
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void filesAreRemovedWithTheirDirectory() throws IOException {
    Path deep = Files.createDirectories(directory.resolve("held/a/b"));
    Files.writeString(deep.resolve("file"), "x");
    Path held = directory.resolve("held");

    new Holdings(held, "CISTERN_TEST=none").removeFiles();

    assertThat(held).doesNotExist();
  }

  private static Process sleep(String mark) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sleep", "60");
    builder.environment().put("CISTERN_TEST", mark);
    return builder.start();
  }
}
