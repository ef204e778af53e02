package io.cistern.node.stage;

import io.cistern.node.error.NodeError;
import io.cistern.node.pools.NodeVolume;
import io.cistern.node.request.Access;
import io.cistern.node.request.Capability;
import io.cistern.pool.model.FsType;

/** Whether a volume is what a capability takes it for. */
public final class Compatibility {
  private Compatibility() {}

  /**
   * @throws NodeError precondition if the volume was made for the other access type or for another
   *     filesystem
   */
  public static void check(NodeVolume volume, Capability capability) {
    switch (capability.access()) {
      case Access.Block _ -> {
        if (!volume.isBlock()) {
          throw NodeError.precondition(
              "volume " + volume.id() + " was made for a filesystem, not as a raw device");
        }
      }
      case Access.Mount mount -> checkMount(volume, mount);
    }
  }

  private static void checkMount(NodeVolume volume, Access.Mount mount) {
    if (volume.isBlock()) {
      throw NodeError.precondition(
          "volume " + volume.id() + " was made as a raw device, not for a filesystem");
    }
    FsType made = volume.volume().spec().fsType();
    if (mount.fsType().isPresent() && mount.fsType().get() != made) {
      throw NodeError.precondition(
          "volume %s was made for %s, not for %s"
              .formatted(volume.id(), made.kernelName(), mount.fsType().get().kernelName()));
    }
  }
}
