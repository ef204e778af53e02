package io.cistern.node.stage;

import io.cistern.linux.mount.MountEntry;
import io.cistern.node.crypt.Luks;
import io.cistern.node.error.NodeError;
import io.cistern.node.mounts.LoopBacking;
import io.cistern.node.mounts.MountView;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.pools.NodePools;
import io.cistern.node.pools.NodeVolume;
import io.cistern.node.request.Access;
import io.cistern.node.request.Capability;
import io.cistern.node.request.NodePath;
import io.cistern.node.request.Passphrase;
import io.cistern.node.request.StageRequest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Optional;

/**
 * Stages volumes. Whatever an earlier try left (attached and not formatted, formatted and not
 * mounted, mounted and not grown) is taken up where it stands.
 */
public final class Stager {
  private final NodePools pools;

  public Stager(NodePools pools) {
    this.pools = pools;
  }

  public void stage(StageRequest request) {
    NodeVolume volume = pools.require(request.volumeId());
    Compatibility.check(volume, request.capability());
    Luks.requirePassphrase(volume, request.passphrase());
    switch (request.capability().access()) {
      case Access.Block _ -> Preparation.raw(volume, request.passphrase());
      case Access.Mount mount -> {
        requireDirectory(request.staging());
        requireOneStagingPath(volume, request.staging());
        mounted(volume, request.staging(), mount, request.capability(), request.passphrase());
      }
    }
  }

  /**
   * Makes sure, for a publish, that the volume is staged; a reboot may have taken the mount, and a
   * cleaned-up orchestrator the directory.
   */
  public VolumeDevice restored(
      NodeVolume volume,
      NodePath staging,
      Access.Mount mount,
      Capability capability,
      Optional<Passphrase> passphrase) {
    try {
      Files.createDirectory(staging.real());
    } catch (FileAlreadyExistsException _) {
      requireDirectory(staging);
    } catch (IOException failed) {
      throw NodeError.precondition("the staging path " + staging + " cannot be made: " + failed);
    }
    return mounted(volume, staging, mount, capability, passphrase);
  }

  private VolumeDevice mounted(
      NodeVolume volume,
      NodePath staging,
      Access.Mount mount,
      Capability capability,
      Optional<Passphrase> passphrase) {
    Optional<MountEntry> top = MountView.now().at(staging.real());
    Optional<VolumeDevice> attached = VolumeDevice.of(volume);
    if (top.isEmpty()) {
      return mountAnew(volume, staging, mount, capability.readOnly(), passphrase);
    }
    VolumeDevice device =
        attached
            .filter(candidate -> MountView.shows(top.get(), candidate.number()))
            .orElseThrow(
                () ->
                    NodeError.precondition(
                        "something that is not volume "
                            + volume.id()
                            + " is mounted at "
                            + staging
                            + "; it was left untouched"));
    requireSame(top.get(), staging, capability.readOnly());
    if (!capability.readOnly()) {
      Preparation.attach(volume, passphrase);
      DeviceMount.grow(volume, device, staging.real(), mount);
    }
    return device;
  }

  private VolumeDevice mountAnew(
      NodeVolume volume,
      NodePath staging,
      Access.Mount mount,
      boolean readOnly,
      Optional<Passphrase> passphrase) {
    if (VolumeDevice.of(volume).isEmpty()) {
      requireNoOldMount(volume);
    }
    VolumeDevice device = Preparation.attach(volume, passphrase);
    // A mounted device is neither formatted nor checked: the kernel mounts it once more.
    if (MountView.now().of(device.number()).isEmpty()) {
      Preparation.filesystem(volume, device);
    }
    DeviceMount.mount(volume, device, staging.real(), mount, readOnly);
    return device;
  }

  /** Two devices over the same data would destroy it. */
  private void requireNoOldMount(NodeVolume volume) {
    MountView.now().entries().stream()
        .filter(entry -> LoopBacking.isOf(entry, pools.directories(), volume.id()))
        .findFirst()
        .ifPresent(
            entry -> {
              throw NodeError.precondition(
                  "volume %s is still mounted at %s through a device that was detached under it:"
                          .formatted(volume.id(), entry.mountPoint())
                      + " unpublish and unstage it first");
            });
  }

  private static void requireDirectory(NodePath staging) {
    if (!Files.isDirectory(staging.real(), LinkOption.NOFOLLOW_LINKS)) {
      throw NodeError.precondition(
          "the staging path " + staging + " is not a directory; the orchestrator makes it");
    }
  }

  private static void requireSame(MountEntry staged, NodePath staging, boolean readOnly) {
    if (MountView.readOnly(staged) != readOnly) {
      throw NodeError.alreadyExists(
          "the volume is staged at %s already, %s"
              .formatted(staging, readOnly ? "and writable" : "and read-only"));
    }
  }

  private static void requireOneStagingPath(NodeVolume volume, NodePath staging) {
    List<MountEntry> mounts =
        VolumeDevice.of(volume)
            .map(device -> MountView.now().of(device.number()))
            .orElse(List.of());
    boolean here = mounts.stream().anyMatch(entry -> entry.mountPoint().equals(staging.real()));
    if (!here && !mounts.isEmpty()) {
      throw NodeError.precondition(
          "volume %s is mounted at %s: unpublish and unstage it there first"
              .formatted(volume.id(), mounts.getFirst().mountPoint()));
    }
  }
}
