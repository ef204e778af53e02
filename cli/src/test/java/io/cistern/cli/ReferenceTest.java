package io.cistern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.cli.command.CommandTree;
import io.cistern.cli.failure.ExitCode;
import io.cistern.cli.text.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * Holds docs/cli.md to the command: {@code -Dcistern.write-reference=true} writes what follows its
 * mark.
 */
class ReferenceTest {
  private static final String MARK =
      "<!-- Below: what --help says, written by ReferenceTest. -->\n";
  private static final int WIDTH = 100;

  @Test
  void theReferenceSaysWhatHelpSays() throws IOException {
    Path file = Cli.repository().resolve("docs/cli.md");
    String text = Files.readString(file);
    String head = text.substring(0, text.indexOf(MARK) + MARK.length());
    String wanted = head + reference();
    if (Boolean.getBoolean("cistern.write-reference")) {
      Files.writeString(file, wanted);
    }
    assertThat(Files.readString(file)).isEqualTo(wanted);
  }

  @Test
  void everyExitCodeIsInTheReference() throws IOException {
    String text = Files.readString(Cli.repository().resolve("docs/cli.md"));
    for (ExitCode code : ExitCode.values()) {
      assertThat(text).contains("| " + code.number() + " | " + code.meaning() + " |");
    }
  }

  private static String reference() {
    StringBuilder text = new StringBuilder();
    CommandLine root = CommandTree.of(new Console(System.out, System.err, false));
    root.setUsageHelpAutoWidth(false);
    append(root, text);
    return text.toString();
  }

  private static void append(CommandLine command, StringBuilder text) {
    command.setUsageHelpAutoWidth(false);
    command.setUsageHelpWidth(WIDTH);
    String usage = command.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing();
    text.append("\n## ")
        .append(command.getCommandSpec().qualifiedName())
        .append("\n\n```text\n")
        .append(usage.replaceAll(" +\n", "\n"))
        .append("\n```\n");
    command.getSubcommands().values().forEach(child -> append(child, text));
  }
}
