package io.cistern.node.stats;

import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.block.BlockDevice;
import io.cistern.linux.filesystem.FilesystemStatus;
import io.cistern.linux.mount.MountEntry;
import io.cistern.node.error.NodeError;
import io.cistern.node.mounts.LoopBacking;
import io.cistern.node.mounts.MountView;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.pools.NodePools;
import io.cistern.node.pools.NodeVolume;
import io.cistern.node.request.VolumeUsage;
import io.cistern.node.request.VolumeUsage.Amount;
import io.cistern.node.request.VolumeUsage.Usage;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Condition;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** NodeGetVolumeStats: what a published or staged volume holds, and how it fares. */
public final class UsageReader {
  private final NodePools pools;

  public UsageReader(NodePools pools) {
    this.pools = pools;
  }

  /**
   * @throws NodeError not found if the volume does not exist or is not at that path
   */
  public VolumeUsage read(String volumeId, String volumePath) {
    NodeVolume volume = pools.require(volumeId);
    Path path = path(volume, volumePath);
    Optional<VolumeDevice> device = VolumeDevice.of(volume);
    if (device.isEmpty() || !isAt(path, volume, device.get())) {
      return lost(volume, path);
    }
    Condition condition = VolumeConditions.of(volume).condition(volume);
    try {
      Usage usage =
          volume.isBlock()
              ? new Usage.Device(new ByteSize(BlockDevice.size(device.get().path())))
              : files(FilesystemStatus.of(path));
      return new VolumeUsage(Optional.of(usage), condition);
    } catch (LinuxException broken) {
      return new VolumeUsage(
          Optional.empty(),
          condition.abnormal()
              ? condition
              : Condition.abnormal("the filesystem does not answer: " + broken.getMessage()));
    }
  }

  private static Path path(NodeVolume volume, String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException wrong) {
      throw notThere(volume, text);
    }
    throw notThere(volume, text);
  }

  private static boolean isAt(Path path, NodeVolume volume, VolumeDevice device) {
    if (volume.isBlock()) {
      return node(path).filter(status -> status.rdev().equals(device.number())).isPresent();
    }
    return MountView.now()
        .at(path)
        .filter(entry -> MountView.shows(entry, device.number()))
        .isPresent();
  }

  /** A mount of a device that the volume no longer has is reported, and anything else refused. */
  private static VolumeUsage lost(NodeVolume volume, Path path) {
    Optional<MountEntry> mount = MountView.now().at(path);
    if (mount.flatMap(MountView::deviceOf).filter(LoopBacking::isGone).isPresent()) {
      return new VolumeUsage(
          Optional.empty(),
          Condition.abnormal(
              "the device of the volume is gone; restart the pod so that it is attached again"));
    }
    throw notThere(volume, path.toString());
  }

  private static Optional<FileStatus> node(Path path) {
    try {
      return Optional.of(FileStatus.ofLink(path)).filter(FileStatus::isBlockDevice);
    } catch (LinuxException absent) {
      return Optional.empty();
    }
  }

  private static Usage files(FilesystemStatus status) {
    return new Usage.Files(
        new Amount(
            status.totalBytes(), status.totalBytes() - status.freeBytes(), status.availableBytes()),
        new Amount(
            status.inodesTotal(), status.inodesTotal() - status.inodesFree(), status.inodesFree()));
  }

  private static NodeError notThere(NodeVolume volume, String path) {
    return NodeError.notFound("volume " + volume.id() + " is not at " + path);
  }
}
