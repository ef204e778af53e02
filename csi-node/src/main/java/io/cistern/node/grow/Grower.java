package io.cistern.node.grow;

import io.cistern.linux.Errno;
import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.filesystem.FilesystemGrowth;
import io.cistern.linux.mount.MountEntry;
import io.cistern.node.crypt.Luks;
import io.cistern.node.error.NodeError;
import io.cistern.node.mounts.MountView;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.pools.NodePools;
import io.cistern.node.pools.NodeVolume;
import io.cistern.node.request.ExpandRequest;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.Volume;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Grows volumes that are staged or published. The controller has reserved the space before; where
 * it has not, the pool is asked here. Repeating it changes nothing.
 */
public final class Grower {
  private final NodePools pools;

  public Grower(NodePools pools) {
    this.pools = pools;
  }

  /**
   * Gives the device and the filesystem the volume's size.
   *
   * @return that size
   * @throws NodeError not found if the volume is not at the path given
   */
  public ByteSize expand(ExpandRequest request) {
    NodeVolume volume = pools.require(request.volumeId());
    VolumeDevice device =
        VolumeDevice.of(volume)
            .filter(attached -> isAt(volume, attached, request))
            .orElseThrow(
                () ->
                    NodeError.notFound(
                        "volume " + volume.id() + " is not at " + request.volumePath()));
    ByteSize size = reserve(volume, request.range());
    volume.pool().attachments().grow(volume.id());
    if (volume.isEncrypted()) {
      VolumeDevice.attached(volume).ifPresent(attached -> Luks.fit(volume.id(), attached, device));
    }
    if (!volume.isBlock()) {
      growFilesystem(volume, device);
    }
    return size;
  }

  private static ByteSize reserve(NodeVolume volume, CapacityRange range) {
    if (range.equals(CapacityRange.ANY)) {
      return volume.volume().size();
    }
    Volume expanded = volume.pool().volumes().expand(volume.id(), range);
    return expanded.size();
  }

  private static void growFilesystem(NodeVolume volume, VolumeDevice device) {
    List<MountEntry> mounts = MountView.now().of(device.number());
    MountEntry writable =
        mounts.stream()
            .filter(entry -> !entry.isReadOnly())
            .findFirst()
            .orElseThrow(
                () ->
                    NodeError.precondition(
                        "volume "
                            + volume.id()
                            + " is mounted read-only; its filesystem grows when it is next staged"
                            + " for writing"));
    try {
      FilesystemGrowth.grow(writable.fsType(), writable.mountPoint(), device.path());
    } catch (LinuxException refused) {
      if (refused.errno() == Errno.EPERM) {
        throw NodeError.precondition(
            "the kernel does not let this process grow "
                + writable.fsType()
                + " while it is mounted (CAP_SYS_RESOURCE); it grows when the volume is staged"
                + " again: "
                + refused.getMessage());
      }
      throw refused;
    }
  }

  private static boolean isAt(NodeVolume volume, VolumeDevice device, ExpandRequest request) {
    Path path;
    try {
      path = Path.of(request.volumePath());
    } catch (InvalidPathException wrong) {
      return false;
    }
    if (!path.isAbsolute()) {
      return false;
    }
    if (!volume.isBlock()) {
      return MountView.now()
          .at(path)
          .filter(entry -> MountView.shows(entry, device.number()))
          .isPresent();
    }
    // A raw volume that is staged and not published has nothing at its staging path.
    return request.volumePath().equals(request.stagingPath()) || isNode(path, device);
  }

  private static boolean isNode(Path path, VolumeDevice device) {
    try {
      FileStatus status = FileStatus.ofLink(path);
      return status.isBlockDevice() && status.rdev().equals(device.number());
    } catch (LinuxException absent) {
      return false;
    }
  }
}
