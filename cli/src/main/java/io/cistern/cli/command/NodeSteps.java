package io.cistern.cli.command;

import io.cistern.cli.client.Capabilities;
import io.cistern.cli.client.Catalog;
import io.cistern.cli.client.ServiceClient;
import io.cistern.cli.client.VolumeCalls;
import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.cli.kernel.VolumeUse;
import io.cistern.cli.text.Console;
import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ByteSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The part of {@code cistern volume} that the node does. The methods are public so that they are
 * found.
 */
abstract sealed class NodeSteps permits VolumeCommand {
  private static final String VOLUME = "name or id of a volume";
  final Console console;

  NodeSteps(Console console) {
    this.console = console;
  }

  @Command(
      name = "stage",
      mixinStandardHelpOptions = true,
      description =
          "Attach a volume, make its filesystem if it has none yet, and mount it in the data"
              + " directory.")
  public int stage(
      @Mixin ConnectOption connect,
      @Parameters(paramLabel = "VOLUME", description = VOLUME) String volume) {
    try (ServiceClient client = connect.connect()) {
      VolumeOnNode here = find(client, connect, volume);
      here.stage(new VolumeCalls(client));
      console.print("staged " + here.name() + " on " + here.use().device());
    }
    return 0;
  }

  @Command(
      name = "publish",
      mixinStandardHelpOptions = true,
      description =
          "Show a volume at a path, which is made: a directory, or for a raw volume a device."
              + " Staged first if need be.")
  public int publish(
      @Mixin ConnectOption connect,
      @Parameters(paramLabel = "VOLUME", description = VOLUME) String volume,
      @Parameters(
              paramLabel = "TARGET",
              description = "where; its parent must exist, `unpublish` removes it")
          Path target,
      @Option(names = "--read-only", description = "refuse writes there") boolean readOnly) {
    try (ServiceClient client = connect.connect()) {
      VolumeOnNode here = find(client, connect, volume);
      VolumeCalls calls = new VolumeCalls(client);
      Path absolute = target.toAbsolutePath().normalize();
      here.stage(calls);
      here.publish(calls, absolute, readOnly);
      console.print("published " + here.name() + " at " + absolute);
    }
    return 0;
  }

  @Command(
      name = "unpublish",
      mixinStandardHelpOptions = true,
      description = "Take a volume away from a path and remove that. Refused while it is in use.")
  public int unpublish(
      @Mixin ConnectOption connect,
      @Parameters(paramLabel = "VOLUME", description = VOLUME) String volume,
      @Parameters(
              paramLabel = "TARGET",
              arity = "0..1",
              description = "where it is published; everywhere by default")
          Optional<Path> target) {
    try (ServiceClient client = connect.connect()) {
      VolumeOnNode here = find(client, connect, volume);
      VolumeCalls calls = new VolumeCalls(client);
      List<Path> targets =
          target
              .map(path -> List.of(path.toAbsolutePath().normalize()))
              .orElseGet(() -> here.use().targets());
      if (targets.isEmpty()) {
        console.print(here.name() + " is not published");
      }
      for (Path path : targets) {
        calls.unpublish(here.id(), path);
        console.print("unpublished " + here.name() + " from " + path);
      }
    }
    return 0;
  }

  @Command(
      name = "unstage",
      mixinStandardHelpOptions = true,
      description = "Unmount and detach a volume. Refused while it is published.")
  public int unstage(
      @Mixin ConnectOption connect,
      @Parameters(paramLabel = "VOLUME", description = VOLUME) String volume) {
    try (ServiceClient client = connect.connect()) {
      VolumeOnNode here = find(client, connect, volume);
      requireUnpublished(here);
      here.unstage(new VolumeCalls(client));
      console.print("unstaged " + here.name());
    }
    return 0;
  }

  /** Grows what a volume holds to its size, where it is attached. */
  static void grow(VolumeOnNode here, VolumeCalls calls, ByteSize size) {
    VolumeUse use = here.use();
    boolean raw = Capabilities.accessType(here.volume().getSpec()) == AccessType.BLOCK;
    Optional<Path> place =
        use.targets().stream()
            .findFirst()
            .or(
                () ->
                    use.staged() || (raw && here.volume().getAttached())
                        ? Optional.of(here.staging())
                        : Optional.empty());
    place.ifPresent(path -> calls.expandOnNode(here.id(), path, here.staging(), size));
  }

  static void requireUnpublished(VolumeOnNode here) {
    List<Path> targets = here.use().targets();
    if (!targets.isEmpty()) {
      throw new CommandFailure(
          ExitCode.CONFLICT,
          "volume %s is published at %s".formatted(here.name(), targets.getFirst()),
          "`cistern volume unpublish %s` first".formatted(here.name()));
    }
  }

  private static VolumeOnNode find(ServiceClient client, ConnectOption connect, String volume) {
    return new VolumeOnNode(new Catalog(client).volume(volume), connect.data());
  }
}
