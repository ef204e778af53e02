package io.cistern.cli.command;

import io.cistern.cli.client.GatewayClient;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Listing;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cistern user key}. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Give users access keys, and take them away.")
final class UserKeyCommand {
  private final Console console;

  UserKeyCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Make an access key and show its secret, this once.")
  int create(
      @Mixin GatewayOption gateway,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "USER", description = UserCommand.NAME) String user) {
    try (GatewayClient client = gateway.connect()) {
      new Listing<>(UserColumns.newKey(), List.of(client.createKey(user)))
          .print(console, output.format());
    }
    return 0;
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Remove an access key; nothing it signs is believed from then on.")
  int delete(
      @Mixin GatewayOption gateway,
      @Parameters(paramLabel = "USER", description = UserCommand.NAME) String user,
      @Parameters(paramLabel = "KEY", description = "the access key") String key) {
    try (GatewayClient client = gateway.connect()) {
      client.deleteKey(user, key);
      console.print("deleted " + key);
    }
    return 0;
  }
}
