package io.cistern.node.limit;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.LinuxException;
import io.cistern.linux.mount.MountEntry;
import io.cistern.node.error.NodeError;
import io.cistern.node.mounts.MountView;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.pools.NodePools;
import io.cistern.node.pools.NodeVolume;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.PoolError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Gives a volume's limits to the pods that it is published to. The kernel keeps them as long as the
 * pod's cgroup and the device live, whatever becomes of this process.
 */
public final class IoLimiter {
  private static final Logger LOG = Logger.getLogger(IoLimiter.class);

  private IoLimiter() {}

  /**
   * Limits the pod whose target it is, before it can use the volume. A target that is no pod's has
   * nobody to be limited.
   *
   * @throws NodeError precondition if the kernel, or the pod, has no cgroup for it
   */
  public static void limit(NodeVolume volume, VolumeDevice device, Path target) {
    IoLimits limits = volume.volume().limits();
    if (!limits.isNone()) {
      set(device.number(), target, limits);
    }
  }

  /** Takes the limits away from the pod whose target it was: its device may become another's. */
  public static void lift(NodeVolume volume, VolumeDevice device, Path target) {
    if (volume.volume().limits().isNone()) {
      return;
    }
    Optional<IoController> controller = IoController.find();
    controller
        .flatMap(found -> cgroup(found, target))
        .ifPresent(pod -> controller.get().set(pod, device.number(), IoLimits.NONE));
    boolean last = pods(device).isEmpty();
    controller
        .flatMap(IoController::writeback)
        .filter(_ -> last)
        .ifPresent(root -> controller.get().set(root, device.number(), IoLimits.NONE));
  }

  /** Gives the recorded limits, or none any more, to every pod that has the volume now. */
  public static void renew(NodeVolume volume) {
    VolumeDevice.of(volume)
        .ifPresent(
            device ->
                pods(device)
                    .forEach(target -> set(device.number(), target, volume.volume().limits())));
  }

  /** Does so for every volume with limits; what cannot be limited is logged. */
  public static void renewAll(NodePools pools) {
    pools.all().stream()
        .flatMap(pool -> pool.attachments().list().keySet().stream())
        .flatMap(id -> pools.volume(id).stream())
        .filter(volume -> !volume.volume().limits().isNone())
        .forEach(
            volume -> {
              try {
                renew(volume);
              } catch (NodeError | PoolError | LinuxException failed) {
                LOG.warnf(
                    "cannot limit I/O volumeId=%s reason=%s", volume.id(), failed.getMessage());
              }
            });
  }

  private static List<Path> pods(VolumeDevice device) {
    return MountView.now().of(device.number()).stream()
        .map(MountEntry::mountPoint)
        .filter(target -> PodUid.in(target).isPresent())
        .toList();
  }

  private static void set(DeviceNumber device, Path target, IoLimits limits) {
    if (PodUid.in(target).isEmpty()) {
      LOG.warnf("I/O is not limited, as it is no pod's target=%s", target);
      return;
    }
    IoController controller =
        IoController.find()
            .orElseThrow(
                () ->
                    NodeError.precondition(
                        "the limits of I/O cannot be set: neither the io controller of cgroup v2"
                            + " nor the blkio controller of cgroup v1 is mounted on this node"));
    Path pod =
        cgroup(controller, target)
            .orElseThrow(
                () ->
                    NodeError.precondition(
                        "the limits of I/O cannot be set: the pod of %s has no cgroup under %s yet"
                            .formatted(target, controller.root())));
    controller.set(pod, device, limits);
    controller.writeback().ifPresent(root -> controller.set(root, device, limits));
  }

  private static Optional<Path> cgroup(IoController controller, Path target) {
    return PodUid.in(target).flatMap(uid -> PodCgroup.find(controller.root(), uid));
  }
}
