package io.cistern.cli.command;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.cli.failure.Failures;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.SizeText;
import io.cistern.cli.text.Style;
import io.cistern.pool.model.ByteSize;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.TypeConversionException;

/** All commands, put together by hand. */
public final class CommandTree {
  private CommandTree() {}

  /** The command line, ready to execute; its result is the exit code. */
  public static CommandLine of(Console console) {
    CommandLine root = new CommandLine(new RootCommand());
    root.addSubcommand(new UpCommand(console));
    root.addSubcommand(new DownCommand(console));
    root.addSubcommand(new StatusCommand(console));
    root.addSubcommand(new DemoCommand(console));
    root.addSubcommand(new PoolCommand(console));
    root.addSubcommand(new VolumeCommand(console));
    root.addSubcommand(new SnapshotCommand(console));
    root.addSubcommand(new BucketCommand(console));
    root.addSubcommand(
        new CommandLine(new UserCommand(console)).addSubcommand(new UserKeyCommand(console)));
    configure(root, console);
    return root;
  }

  private static void configure(CommandLine root, Console console) {
    root.registerConverter(ByteSize.class, CommandTree::size);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setAbbreviatedOptionsAllowed(false);
    root.setUsageHelpAutoWidth(true);
    root.setColorScheme(
        CommandLine.Help.defaultColorScheme(console.colours() ? Ansi.ON : Ansi.OFF));
    root.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    root.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    root.setExecutionExceptionHandler((wrong, _, _) -> report(wrong, console));
    exitCodes(root);
    asDeclared(root);
  }

  private static ByteSize size(String text) {
    try {
      return SizeText.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException(wrong.getMessage());
    }
  }

  private static int report(Exception wrong, Console console) {
    CommandFailure failure = Failures.of(wrong);
    console.progress(console.styled(Style.BAD, "cistern: ") + failure.getMessage());
    if (!failure.remedy().isEmpty()) {
      console.progress(console.styled(Style.DIM, "  remedy: ") + failure.remedy());
    }
    if (System.getenv("CISTERN_DEBUG") != null) {
      wrong.printStackTrace(console.err());
    }
    return failure.exitCode().number();
  }

  private static void exitCodes(CommandLine root) {
    Map<String, String> codes =
        Arrays.stream(ExitCode.values())
            .collect(
                Collectors.toMap(
                    code -> Integer.toString(code.number()),
                    ExitCode::meaning,
                    (first, _) -> first,
                    LinkedHashMap::new));
    root.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
    root.getCommandSpec().usageMessage().exitCodeList(codes);
  }

  private static void asDeclared(CommandLine command) {
    command.getCommandSpec().usageMessage().sortOptions(false);
    command.getSubcommands().values().forEach(CommandTree::asDeclared);
  }
}
