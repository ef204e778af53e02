package io.cistern.cli.command;

import io.cistern.cli.service.DataDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which embedded Cistern a command is about. */
final class DataOption {
  private static final String DEFAULT = "/var/lib/cistern";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "where the embedded Cistern keeps everything; $CISTERN_DATA_DIR, or " + DEFAULT)
  private String directory = "";

  DataDirectory data() {
    String fromEnvironment = System.getenv().getOrDefault("CISTERN_DATA_DIR", DEFAULT);
    return new DataDirectory(Path.of(directory.isEmpty() ? fromEnvironment : directory));
  }
}
