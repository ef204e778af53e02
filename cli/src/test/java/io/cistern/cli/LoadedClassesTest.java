package io.cistern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command costs at its start. */
class LoadedClassesTest {

  @Test
  void onlyTheCommandsOfBucketsLoadTheS3Library(@TempDir Path directory)
      throws IOException, InterruptedException {
    String data = "--data-dir=" + directory;
    assertThat(loaded("status", data)).contains("io.cistern.cli").doesNotContain("awssdk");
    assertThat(loaded("bucket", "--help")).doesNotContain("awssdk");
  }

  private static String loaded(String... words) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.cistern.cli.Cistern");
    builder.command().addAll(List.of(words));
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var _ = process.waitFor();
    return text;
  }
}
