package io.cistern.cli;

import io.cistern.cli.command.CommandTree;
import io.cistern.cli.text.Console;
import java.util.logging.LogManager;

/** The {@code cistern} command. */
public final class Cistern {
  private Cistern() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    // What libraries log is for services; a command tells its user itself.
    LogManager.getLogManager().reset();
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(CommandTree.of(Console.ofProcess()).execute(arguments));
  }
}
