package io.cistern.node.publish;

import io.cistern.linux.mount.MountEntry;
import io.cistern.node.limit.IoLimiter;
import io.cistern.node.mounts.LoopBacking;
import io.cistern.node.mounts.MountView;
import io.cistern.node.mounts.Unmounting;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.pools.NodePools;
import io.cistern.node.pools.NodeVolume;
import io.cistern.node.request.NodePath;
import java.util.Optional;

/** Takes a target away from a pod: unmounts it, then removes the file or directory itself. */
public final class Unpublisher {
  private final NodePools pools;

  public Unpublisher(NodePools pools) {
    this.pools = pools;
  }

  /**
   * Unmounts and removes the target. Absent is success, and so is a volume that does not exist.
   *
   * @throws io.cistern.node.error.NodeError precondition if it is in use, if another's mount is
   *     there, or if there is data in it
   */
  public void unpublish(Optional<NodeVolume> volume, NodePath target) {
    Target.refuseLink(target);
    Optional<VolumeDevice> device = volume.flatMap(VolumeDevice::of);
    Unmounting.all(target.real(), entry -> isOurs(entry, device));
    if (volume.isPresent() && device.isPresent()) {
      IoLimiter.lift(volume.get(), device.get(), target.real());
    }
    Target.remove(target);
  }

  /** This volume's device, or one that was ours before its volume or its file was lost. */
  private boolean isOurs(MountEntry entry, Optional<VolumeDevice> device) {
    if (device.isPresent() && MountView.shows(entry, device.get().number())) {
      return true;
    }
    boolean lost = MountView.deviceOf(entry).filter(LoopBacking::isGone).isPresent();
    return lost || (device.isEmpty() && LoopBacking.isUnder(entry, pools.directories()));
  }
}
