package io.cistern.node.app;

import io.cistern.linux.block.DeviceStack;
import io.cistern.node.mounts.MountView;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.pools.NodePools;
import io.cistern.node.topology.VolumeLimit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Derives the limit of volumes at start, without counting what our own volumes hold already. */
final class LimitOfNode {
  private static final String LOOP_DEVICE = "/dev/loop";

  private LimitOfNode() {}

  static long read(NodePools pools) {
    List<Path> devices =
        pools.all().stream()
            .flatMap(pool -> pool.attachments().list().values().stream())
            .filter(Files::exists)
            .toList();
    MountView mounts = MountView.now();
    int ownMounts =
        devices.stream()
            .map(path -> VolumeDevice.at(path).number())
            .flatMap(device -> Stream.concat(Stream.of(device), DeviceStack.above(device).stream()))
            .mapToInt(device -> mounts.of(device).size())
            .sum();
    int loopDevices =
        (int) devices.stream().filter(path -> path.toString().startsWith(LOOP_DEVICE)).count();
    return VolumeLimit.read(loopDevices, ownMounts);
  }
}
