package io.cistern.node.app;

import io.cistern.node.mounts.MountView;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.pools.NodePools;
import io.cistern.node.topology.VolumeLimit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Derives the limit of volumes at start, without counting what our own volumes hold already. */
final class LimitOfNode {
  private LimitOfNode() {}

  static long read(NodePools pools) {
    List<Path> devices =
        pools.all().stream()
            .flatMap(pool -> pool.attachments().list().values().stream())
            .filter(Files::exists)
            .toList();
    MountView mounts = MountView.now();
    int ownMounts =
        devices.stream().mapToInt(path -> mounts.of(VolumeDevice.at(path).number()).size()).sum();
    return VolumeLimit.read(devices.size(), ownMounts);
  }
}
