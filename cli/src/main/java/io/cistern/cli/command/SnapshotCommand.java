package io.cistern.cli.command;

import io.cistern.cli.client.Capabilities;
import io.cistern.cli.client.Catalog;
import io.cistern.cli.client.ServiceClient;
import io.cistern.cli.client.VolumeCalls;
import io.cistern.cli.text.Console;
import io.cistern.cli.text.Listing;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.Snapshot;
import io.cistern.protocol.agent.Volume;
import io.cistern.protocol.csi.VolumeCapability;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cistern snapshot}. */
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    description = "List, restore and remove snapshots; `volume snapshot` makes them.")
final class SnapshotCommand {
  private static final String SNAPSHOT = "name or id of a snapshot";
  private final Console console;

  SnapshotCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Show the snapshots of this node's pools.")
  int list(
      @Mixin ConnectOption connect,
      @Mixin OutputOption output,
      @Option(names = "--volume", paramLabel = "VOLUME", description = "only those of this one")
          Optional<String> volume) {
    try (ServiceClient client = connect.connect()) {
      Catalog catalog = new Catalog(client);
      Map<String, String> names =
          catalog.volumes().stream()
              .collect(
                  Collectors.toMap(
                      found -> Catalog.id(found).toString(), found -> found.getSpec().getName()));
      Optional<String> wanted = volume.map(name -> Catalog.id(catalog.volume(name)).toString());
      List<Snapshot> snapshots =
          catalog.snapshots().stream()
              .filter(
                  snapshot -> wanted.isEmpty() || wanted.get().equals(source(snapshot).toString()))
              .toList();
      new Listing<>(
              VolumeColumns.snapshots(
                  snapshot -> {
                    String id = source(snapshot).toString();
                    return names.getOrDefault(id, id);
                  }),
              snapshots)
          .print(console, output.format());
    }
    return 0;
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Remove a snapshot; volumes restored from it stay.")
  int delete(
      @Mixin ConnectOption connect,
      @Parameters(paramLabel = "SNAPSHOT", description = SNAPSHOT) String snapshot) {
    try (ServiceClient client = connect.connect()) {
      Snapshot found = new Catalog(client).snapshot(snapshot);
      new VolumeCalls(client).deleteSnapshot(Catalog.id(found).toString());
      console.print("deleted " + found.getName());
    }
    return 0;
  }

  @Command(
      name = "restore",
      mixinStandardHelpOptions = true,
      description = "Make a volume with the bytes of a snapshot.")
  int restore(
      @Mixin ConnectOption connect,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "SNAPSHOT", description = SNAPSHOT) String snapshot,
      @Parameters(paramLabel = "NAME", description = "name of the new volume") String name,
      @Option(
              names = "--size",
              paramLabel = "SIZE",
              description = "larger than the snapshot; its size by default")
          Optional<ByteSize> size,
      @Option(
              names = "--fs",
              paramLabel = "TYPE",
              description =
                  "ext4, xfs or btrfs; as the snapshot's volume by default, or ext4 if"
                      + " that is gone")
          Optional<String> fsType,
      @Option(names = "--block", description = "as a raw device") boolean block) {
    try (ServiceClient client = connect.connect()) {
      Catalog catalog = new Catalog(client);
      Snapshot found = catalog.snapshot(snapshot);
      String id =
          new VolumeCalls(client)
              .create(
                  name,
                  Optional.of(size.orElseGet(() -> new ByteSize(found.getSizeBytes()))),
                  capability(catalog.get(source(found)), fsType, block),
                  Map.of(),
                  Optional.of(VolumeCalls.fromSnapshot(Catalog.id(found).toString())))
              .getVolumeId();
      new Listing<>(
              VolumeColumns.volumes(),
              List.of(new VolumeOnNode(catalog.volume(id), connect.data())))
          .print(console, output.format());
    }
    return 0;
  }

  private static VolumeCapability capability(
      Optional<Volume> source, Optional<String> fsType, boolean block) {
    if (block) {
      return Capabilities.block();
    }
    return fsType
        .map(Capabilities::file)
        .or(() -> source.map(volume -> Capabilities.of(volume.getSpec())))
        .orElseGet(() -> Capabilities.file("ext4"));
  }

  private static VolumeId source(Snapshot snapshot) {
    return new VolumeId(
        new PoolId(snapshot.getPoolId()), UUID.fromString(snapshot.getSourceVolumeUuid()));
  }
}
