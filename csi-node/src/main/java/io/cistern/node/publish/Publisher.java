package io.cistern.node.publish;

import io.cistern.linux.mount.MountEntry;
import io.cistern.linux.mount.MountFlag;
import io.cistern.linux.mount.Mounts;
import io.cistern.node.error.NodeError;
import io.cistern.node.limit.IoLimiter;
import io.cistern.node.mounts.LoopBacking;
import io.cistern.node.mounts.MountView;
import io.cistern.node.mounts.Unmounting;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.mounts.WriteProtection;
import io.cistern.node.pools.NodePools;
import io.cistern.node.pools.NodeVolume;
import io.cistern.node.request.Access;
import io.cistern.node.request.NodePath;
import io.cistern.node.request.PublishRequest;
import io.cistern.node.stage.Compatibility;
import io.cistern.node.stage.Preparation;
import io.cistern.node.stage.Stager;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Publishes volumes: a bind mount of the staged filesystem, or of the raw device's node. A staging
 * that a reboot or a restarted orchestrator has lost is made good first, from the request alone.
 */
public final class Publisher {
  private final NodePools pools;
  private final Stager stager;

  public Publisher(NodePools pools, Stager stager) {
    this.pools = pools;
    this.stager = stager;
  }

  public void publish(PublishRequest request) {
    NodeVolume volume = pools.require(request.volumeId());
    Compatibility.check(volume, request.capability());
    NodePath staging =
        request
            .staging()
            .orElseThrow(() -> NodeError.precondition("staging_target_path is required"));
    if (staging.real().equals(request.target().real())) {
      throw NodeError.invalid("target_path and staging_target_path are the same");
    }
    switch (request.capability().access()) {
      case Access.Mount mount -> publishFiles(volume, request, staging, mount);
      case Access.Block _ -> publishDevice(volume, request);
    }
  }

  private void publishFiles(
      NodeVolume volume, PublishRequest request, NodePath staging, Access.Mount mount) {
    NodePath target = request.target();
    Target.refuseLink(target);
    VolumeDevice device =
        stager.restored(volume, staging, mount, request.capability(), request.passphrase());
    boolean published = isPublished(volume, device, request);
    if (!published) {
      requireFreeTarget(volume, device, request, Optional.of(staging));
    }
    IoLimiter.limit(volume, device, target.real());
    if (published) {
      return;
    }
    if (mount.group().isPresent() && !request.targetReadOnly()) {
      GroupOwnership.apply(staging.real(), mount.group().getAsInt());
    }
    Target.makeDirectory(target);
    Mounts.bind(staging.real(), target.real(), flags(request));
  }

  private void publishDevice(NodeVolume volume, PublishRequest request) {
    Target.refuseLink(request.target());
    VolumeDevice device = Preparation.raw(volume, request.passphrase());
    boolean published = isPublished(volume, device, request);
    if (!published) {
      requireFreeTarget(volume, device, request, Optional.empty());
    }
    IoLimiter.limit(volume, device, request.target().real());
    if (published) {
      return;
    }
    Target.makeFile(request.target());
    protect(volume, device, request);
    Mounts.bind(device.path(), request.target().real(), flags(request));
  }

  private static void protect(NodeVolume volume, VolumeDevice device, PublishRequest request) {
    boolean others = !MountView.now().of(device.number()).isEmpty();
    if (others && WriteProtection.isOn(device) != request.targetReadOnly()) {
      throw NodeError.precondition(
          "raw volume "
              + volume.id()
              + " is published already; a device is read-only for all its targets or for none");
    }
    WriteProtection.set(device, request.targetReadOnly());
  }

  private static Set<MountFlag> flags(PublishRequest request) {
    return request.targetReadOnly() ? Set.of(MountFlag.READ_ONLY) : Set.of();
  }

  /** Whether the target is what was asked for already; what a lost device left there is removed. */
  private static boolean isPublished(
      NodeVolume volume, VolumeDevice device, PublishRequest request) {
    NodePath target = request.target();
    Optional<MountEntry> top = MountView.now().at(target.real());
    if (top.isEmpty()) {
      return false;
    }
    if (!MountView.shows(top.get(), device.number())) {
      Unmounting.all(target.real(), Publisher::isOfLostDevice);
      return false;
    }
    if (MountView.readOnly(top.get()) != request.targetReadOnly()) {
      throw NodeError.alreadyExists(
          "volume %s is published at %s already, %s"
              .formatted(
                  volume.id(),
                  target,
                  request.targetReadOnly() ? "and writable" : "and read-only"));
    }
    return true;
  }

  private static boolean isOfLostDevice(MountEntry mount) {
    return MountView.deviceOf(mount).filter(LoopBacking::isGone).isPresent();
  }

  private static void requireFreeTarget(
      NodeVolume volume, VolumeDevice device, PublishRequest request, Optional<NodePath> staging) {
    if (request.capability().mode().severalTargets()) {
      return;
    }
    List<MountEntry> others =
        MountView.now().of(device.number()).stream()
            .filter(
                entry -> staging.filter(path -> entry.mountPoint().equals(path.real())).isEmpty())
            .toList();
    if (!others.isEmpty()) {
      throw NodeError.precondition(
          "volume %s is published at %s already, and its access mode %s allows one target"
              .formatted(volume.id(), others.getFirst().mountPoint(), request.capability().mode()));
    }
  }
}
