package io.cistern.node.mounts;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.block.BlockDevice;
import io.cistern.node.pools.NodeVolume;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The device through which a volume is reached now: the pool's, which has verified that it is
 * backed by the volume's own data, or what an encrypted volume is opened as on top of it.
 *
 * @param path its node
 * @param number its identity in the mount table
 */
public record VolumeDevice(Path path, DeviceNumber number) {

  public static VolumeDevice at(Path path) {
    return new VolumeDevice(path, BlockDevice.deviceNumber(path));
  }

  /** Empty while the volume is not attached, or encrypted and not open. */
  public static Optional<VolumeDevice> of(NodeVolume volume) {
    return attached(volume).flatMap(device -> device.opened(volume));
  }

  /** The pool's device of a volume; empty while the volume is not attached. */
  public static Optional<VolumeDevice> attached(NodeVolume volume) {
    return volume.pool().attachments().find(volume.id()).map(VolumeDevice::at);
  }

  /** What the volume of this pool's device is reached through. */
  public Optional<VolumeDevice> opened(NodeVolume volume) {
    return volume.isEncrypted() ? OpenedDevice.over(this, volume.id()) : Optional.of(this);
  }
}
