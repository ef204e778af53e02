package io.cistern.cli.command;

import io.cistern.cli.client.Capabilities;
import io.cistern.cli.client.Catalog;
import io.cistern.cli.client.ServiceClient;
import io.cistern.cli.client.VolumeCalls;
import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Listing;
import io.cistern.pool.model.ByteSize;
import io.cistern.protocol.agent.Volume;
import io.cistern.protocol.csi.VolumeCapability;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cistern volume}: what the controller does with volumes. */
@Command(
    name = "volume",
    mixinStandardHelpOptions = true,
    description = "Make, use and remove volumes, over CSI.")
final class VolumeCommand extends NodeSteps {
  private static final String VOLUME = "name or id of a volume";

  VolumeCommand(Console console) {
    super(console);
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Make a volume. The same again is no error; something else of that name is.")
  int create(
      @Mixin ConnectOption connect,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "NAME", description = "any text without control characters")
          String name,
      @Option(
              names = "--size",
              paramLabel = "SIZE",
              description = "at least, such as 10Gi, 512Mi or bytes; 1Gi by default")
          Optional<ByteSize> size,
      @Option(names = "--fs", paramLabel = "TYPE", description = "ext4 (default), xfs or btrfs")
          Optional<String> fsType,
      @Option(names = "--block", description = "a raw device, without a filesystem") boolean block,
      @Option(names = "--thick", description = "take the space now and keep it") boolean thick,
      @Option(names = "--pool", paramLabel = "NAME", description = "which pool; any by default")
          Optional<String> pool) {
    if (block && fsType.isPresent()) {
      throw new IllegalArgumentException("a volume is --block or has an --fs, not both");
    }
    VolumeCapability capability =
        block ? Capabilities.block() : Capabilities.file(fsType.orElse("ext4"));
    Map<String, String> parameters = new HashMap<>();
    pool.ifPresent(chosen -> parameters.put("pool", chosen));
    if (thick) {
      parameters.put("provisioning", "thick");
    }
    try (ServiceClient client = connect.connect()) {
      String id =
          new VolumeCalls(client)
              .create(name, size, capability, parameters, Optional.empty())
              .getVolumeId();
      show(client, connect, output, id);
    }
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Show the volumes of this node's pools.")
  int list(@Mixin ConnectOption connect, @Mixin OutputOption output) {
    try (ServiceClient client = connect.connect()) {
      List<VolumeOnNode> volumes =
          new Catalog(client)
              .volumes().stream().map(volume -> new VolumeOnNode(volume, connect.data())).toList();
      new Listing<>(VolumeColumns.volumes(), volumes).print(console, output.format());
    }
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show one volume: where it is, and how it is.")
  int show(
      @Mixin ConnectOption connect,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "VOLUME", description = VOLUME) String volume) {
    try (ServiceClient client = connect.connect()) {
      Volume found = new Catalog(client).volume(volume);
      VolumeDetail.print(new VolumeOnNode(found, connect.data()), console, output.format());
    }
    return 0;
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Remove a volume; its snapshots and clones stay. It must not be staged.")
  int delete(
      @Mixin ConnectOption connect,
      @Parameters(paramLabel = "VOLUME", description = VOLUME) String volume) {
    try (ServiceClient client = connect.connect()) {
      Volume found = new Catalog(client).volume(volume);
      VolumeOnNode here = new VolumeOnNode(found, connect.data());
      if (found.getAttached()) {
        throw new CommandFailure(
            ExitCode.CONFLICT,
            "volume " + here.name() + " is in use (" + here.state() + ")",
            "`cistern volume unpublish "
                + volume
                + "`, then `cistern volume unstage "
                + volume
                + "`");
      }
      new VolumeCalls(client).delete(here.id());
      console.print("deleted " + here.name());
    }
    return 0;
  }

  @Command(
      name = "expand",
      mixinStandardHelpOptions = true,
      description = "Make a volume larger; where it is staged, its filesystem is grown as well.")
  int expand(
      @Mixin ConnectOption connect,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "VOLUME", description = VOLUME) String volume,
      @Parameters(paramLabel = "SIZE", description = "its new size, such as 20Gi") ByteSize size) {
    try (ServiceClient client = connect.connect()) {
      VolumeOnNode here = new VolumeOnNode(new Catalog(client).volume(volume), connect.data());
      VolumeCalls calls = new VolumeCalls(client);
      long bytes = calls.expand(here.id(), size);
      NodeSteps.grow(here, calls, new ByteSize(bytes));
      show(client, connect, output, here.id());
    }
    return 0;
  }

  @Command(
      name = "snapshot",
      mixinStandardHelpOptions = true,
      description =
          "Cut a snapshot of a volume, in use or not. The same again gives the one there is.")
  int snapshot(
      @Mixin ConnectOption connect,
      @Parameters(paramLabel = "VOLUME", description = VOLUME) String volume,
      @Parameters(paramLabel = "SNAPSHOT", description = "its name") String name) {
    try (ServiceClient client = connect.connect()) {
      VolumeOnNode here = new VolumeOnNode(new Catalog(client).volume(volume), connect.data());
      var snapshot = new VolumeCalls(client).snapshot(name, here.id());
      console.print(
          "snapshot %s of %s, cut %s, %s"
              .formatted(
                  name,
                  here.name(),
                  VolumeColumns.time(snapshot.getCreationTime()),
                  snapshot.getSnapshotId()));
    }
    return 0;
  }

  @Command(
      name = "clone",
      mixinStandardHelpOptions = true,
      description = "Make a volume with the bytes that another has now.")
  int copy(
      @Mixin ConnectOption connect,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "VOLUME", description = VOLUME) String volume,
      @Parameters(paramLabel = "NAME", description = "name of the new one") String name,
      @Option(
              names = "--size",
              paramLabel = "SIZE",
              description = "larger than the source; its size by default")
          Optional<ByteSize> size) {
    try (ServiceClient client = connect.connect()) {
      Volume source = new Catalog(client).volume(volume);
      String id =
          new VolumeCalls(client)
              .create(
                  name,
                  Optional.of(size.orElseGet(() -> new ByteSize(source.getSizeBytes()))),
                  Capabilities.of(source.getSpec()),
                  Map.of(),
                  Optional.of(VolumeCalls.fromVolume(Catalog.id(source).toString())))
              .getVolumeId();
      show(client, connect, output, id);
    }
    return 0;
  }

  private void show(ServiceClient client, ConnectOption connect, OutputOption output, String id) {
    Volume volume = new Catalog(client).volume(id);
    new Listing<>(VolumeColumns.volumes(), List.of(new VolumeOnNode(volume, connect.data())))
        .print(console, output.format());
  }
}
