package io.cistern.e2e;

import io.cistern.e2e.cluster.Cluster;
import io.cistern.e2e.cluster.Leftovers;
import io.cistern.protocol.csi.ListSnapshotsRequest;
import io.cistern.protocol.csi.ListVolumesRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that a refused call must leave alone.
 *
 * @param volumes what the controller lists
 * @param snapshots what the controller lists
 * @param poolFiles the pool's directories and files
 * @param inUse mounts and loop devices
 * @param nodeFiles what lies where volumes are staged and published
 */
record SystemState(
    List<String> volumes,
    List<String> snapshots,
    List<String> poolFiles,
    List<String> inUse,
    List<String> nodeFiles) {

  static SystemState of(Cluster cluster) {
    return new SystemState(
        cluster
            .controller()
            .controller()
            .listVolumes(ListVolumesRequest.getDefaultInstance())
            .getEntriesList()
            .stream()
            .map(entry -> entry.getVolume().toString())
            .sorted()
            .toList(),
        cluster
            .controller()
            .controller()
            .listSnapshots(ListSnapshotsRequest.getDefaultInstance())
            .getEntriesList()
            .stream()
            .map(entry -> entry.getSnapshot().toString())
            .sorted()
            .toList(),
        Leftovers.poolFiles(cluster.node().poolDirectory()).stream().sorted().toList(),
        cluster.volumesInUse(),
        Stream.of("staging", "pods")
            .flatMap(part -> tree(cluster.directory().resolve(part)))
            .sorted()
            .toList());
  }

  private static Stream<String> tree(Path directory) {
    if (!Files.isDirectory(directory)) {
      return Stream.of();
    }
    try (Stream<Path> paths = Files.walk(directory, 2)) {
      return paths.map(Path::toString).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
