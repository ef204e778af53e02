package io.cistern.cli.command;

import io.cistern.cli.client.Capabilities;
import io.cistern.cli.text.Column;
import io.cistern.pool.model.AccessType;
import io.cistern.protocol.agent.Provisioning;
import io.cistern.protocol.agent.Snapshot;
import io.cistern.protocol.agent.Volume;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How volumes and snapshots are shown in lists. */
final class VolumeColumns {
  private VolumeColumns() {}

  static List<Column<VolumeOnNode>> volumes() {
    return List.of(
        Column.of("NAME", "name", VolumeOnNode::name),
        Column.size("SIZE", "sizeBytes", volume -> volume.volume().getSizeBytes()),
        Column.of("TYPE", "type", volume -> type(volume.volume())),
        Column.of("PROVISIONING", "provisioning", volume -> provisioning(volume.volume())),
        Column.of("STATE", "state", VolumeOnNode::state),
        Column.of("CREATED", "createdAt", volume -> time(volume.volume().getCreatedAt())),
        Column.of("ID", "id", VolumeOnNode::id));
  }

  /**
   * @param source the name of a snapshot's volume, or its id where it is gone
   */
  static List<Column<Snapshot>> snapshots(java.util.function.Function<Snapshot, String> source) {
    return List.of(
        Column.of("NAME", "name", Snapshot::getName),
        Column.of("VOLUME", "volume", source),
        Column.size("SIZE", "sizeBytes", Snapshot::getSizeBytes),
        Column.of("CUT", "cutAt", snapshot -> time(snapshot.getCutAt())),
        Column.of("ID", "id", snapshot -> io.cistern.cli.client.Catalog.id(snapshot).toString()));
  }

  static String type(Volume volume) {
    return Capabilities.accessType(volume.getSpec()) == AccessType.BLOCK
        ? "block"
        : volume.getSpec().getFsType();
  }

  static String provisioning(Volume volume) {
    return volume.getSpec().getProvisioning() == Provisioning.THICK ? "thick" : "thin";
  }

  static String time(com.google.protobuf.Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos())
        .truncatedTo(ChronoUnit.SECONDS)
        .toString();
  }
}
