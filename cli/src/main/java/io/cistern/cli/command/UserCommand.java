package io.cistern.cli.command;

import io.cistern.cli.client.GatewayClient;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Listing;
import io.cistern.protocol.gateway.AccessMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cistern user}. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "Make users of buckets, give them keys, and grant them access.")
final class UserCommand {
  static final String NAME = "of the user";
  private static final String BUCKET = "name of a bucket";
  private final Console console;

  UserCommand(Console console) {
    this.console = console;
  }

  /** What a grant lets a user do. */
  enum Mode {
    /** Lists and gets. */
    READ_ONLY,
    /** Puts and deletes. */
    WRITE_ONLY,
    /** Both, and versions. */
    READ_WRITE;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Make a user, who can do nothing before it has a key and a grant.")
  int create(
      @Mixin GatewayOption gateway,
      @Parameters(
              paramLabel = "NAME",
              description = "1 to 64 letters, digits, -, ., _ and @, a letter or digit first")
          String name) {
    try (GatewayClient client = gateway.connect()) {
      console.print("created " + client.createUser(name).getName());
    }
    return 0;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Show the users.")
  int list(@Mixin GatewayOption gateway, @Mixin OutputOption output) {
    try (GatewayClient client = gateway.connect()) {
      new Listing<>(UserColumns.users(), client.users()).print(console, output.format());
    }
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show a user's keys, without their secrets, and grants.")
  int show(
      @Mixin GatewayOption gateway,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "NAME", description = NAME) String name) {
    try (GatewayClient client = gateway.connect()) {
      UserDetail.print(client.user(name), console, output.format());
    }
    return 0;
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Remove a user with its keys and grants; what it has put stays.")
  int delete(
      @Mixin GatewayOption gateway,
      @Parameters(paramLabel = "NAME", description = NAME) String name) {
    try (GatewayClient client = gateway.connect()) {
      client.deleteUser(name);
      console.print("deleted " + name);
    }
    return 0;
  }

  @Command(
      name = "grant",
      mixinStandardHelpOptions = true,
      description = "Grant a user access to a bucket, in place of what it had there.")
  int grant(
      @Mixin GatewayOption gateway,
      @Parameters(paramLabel = "NAME", description = NAME) String name,
      @Parameters(paramLabel = "BUCKET", description = BUCKET) String bucket,
      @Option(
              names = "--mode",
              required = true,
              paramLabel = "MODE",
              description = "one of: ${COMPLETION-CANDIDATES}")
          Mode mode) {
    try (GatewayClient client = gateway.connect()) {
      client.grant(name, bucket, AccessMode.valueOf(mode.name()));
      console.print("%s may %s %s".formatted(name, mode, bucket));
    }
    return 0;
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Take a user's access to a bucket away; in force at once.")
  int revoke(
      @Mixin GatewayOption gateway,
      @Parameters(paramLabel = "NAME", description = NAME) String name,
      @Parameters(paramLabel = "BUCKET", description = BUCKET) String bucket) {
    try (GatewayClient client = gateway.connect()) {
      client.revoke(name, bucket);
      console.print("%s has no access to %s".formatted(name, bucket));
    }
    return 0;
  }
}
