package io.cistern.cli.command;

import io.cistern.cli.text.OutputFormat;
import picocli.CommandLine.Option;

/** What results look like. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "table (default) or json")
  private OutputFormat format = OutputFormat.TABLE;

  OutputFormat format() {
    return format;
  }
}
