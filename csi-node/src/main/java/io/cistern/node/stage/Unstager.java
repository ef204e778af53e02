package io.cistern.node.stage;

import io.cistern.linux.mount.MountEntry;
import io.cistern.node.crypt.Luks;
import io.cistern.node.error.NodeError;
import io.cistern.node.mounts.LoopBacking;
import io.cistern.node.mounts.MountView;
import io.cistern.node.mounts.Unmounting;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.mounts.WriteProtection;
import io.cistern.node.pools.NodePools;
import io.cistern.node.pools.NodeVolume;
import io.cistern.node.request.NodePath;
import java.util.List;
import java.util.Optional;

/** Unstages volumes: unmounts the staging path, closes what is encrypted, gives the device back. */
public final class Unstager {
  private final NodePools pools;

  public Unstager(NodePools pools) {
    this.pools = pools;
  }

  /**
   * Unmounts and detaches. Not staged is success; so is a volume that does not exist.
   *
   * @throws NodeError precondition if the volume is still published, or in use
   */
  public void unstage(String volumeId, NodePath staging) {
    Optional<NodeVolume> volume = pools.volume(volumeId);
    if (volume.isPresent()) {
      unstage(volume.get(), staging);
    } else if (MountView.now().at(staging.real()).filter(this::isOfPools).isPresent()) {
      Unmounting.all(staging.real(), this::isOfPools);
    }
  }

  /** What a volume that its pool has lost may have left. */
  private boolean isOfPools(MountEntry mount) {
    return LoopBacking.isUnder(mount, pools.directories());
  }

  private void unstage(NodeVolume volume, NodePath staging) {
    Optional<VolumeDevice> device = VolumeDevice.of(volume);
    if (device.isEmpty()
        && MountView.now().at(staging.real()).filter(entry -> isLost(entry, volume)).isPresent()) {
      Unmounting.all(staging.real(), entry -> isLost(entry, volume));
    }
    device.ifPresent(
        attached -> {
          requireUnpublished(volume, attached, staging);
          if (!volume.isBlock()) {
            Unmounting.all(staging.real(), entry -> MountView.shows(entry, attached.number()));
          }
          WriteProtection.set(attached, false);
        });
    if (volume.isEncrypted()) {
      Luks.close(volume.id());
    }
    if (VolumeDevice.attached(volume).isPresent()) {
      volume.pool().attachments().detach(volume.id());
    }
  }

  /** A mount whose device was detached under it, or is about to be when it is unmounted. */
  private boolean isLost(MountEntry mount, NodeVolume volume) {
    return LoopBacking.isOf(mount, pools.directories(), volume.id())
        || MountView.deviceOf(mount).filter(LoopBacking::isGone).isPresent();
  }

  private static void requireUnpublished(NodeVolume volume, VolumeDevice device, NodePath staging) {
    List<MountEntry> published =
        MountView.now().of(device.number()).stream()
            .filter(entry -> !entry.mountPoint().equals(staging.real()))
            .toList();
    if (!published.isEmpty()) {
      throw NodeError.precondition(
          "volume %s is still published at %s"
              .formatted(volume.id(), published.getFirst().mountPoint()));
    }
  }
}
