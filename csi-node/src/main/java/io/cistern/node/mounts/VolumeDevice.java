package io.cistern.node.mounts;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.block.BlockDevice;
import io.cistern.node.pools.NodeVolume;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The device through which a volume is reached now. The pool has verified that it is backed by the
 * volume's own data.
 *
 * @param path its node
 * @param number its identity in the mount table
 */
public record VolumeDevice(Path path, DeviceNumber number) {

  public static VolumeDevice at(Path path) {
    return new VolumeDevice(path, BlockDevice.deviceNumber(path));
  }

  /** Empty while the volume is not attached. */
  public static Optional<VolumeDevice> of(NodeVolume volume) {
    return volume.pool().attachments().find(volume.id()).map(VolumeDevice::at);
  }
}
