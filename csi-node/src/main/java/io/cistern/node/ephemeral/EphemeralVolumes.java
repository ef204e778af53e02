package io.cistern.node.ephemeral;

import io.cistern.linux.mount.MountEntry;
import io.cistern.node.error.NodeError;
import io.cistern.node.mounts.MountView;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.pools.EphemeralMark;
import io.cistern.node.pools.NodePools;
import io.cistern.node.pools.NodeVolume;
import io.cistern.node.publish.GroupOwnership;
import io.cistern.node.publish.Target;
import io.cistern.node.request.Access;
import io.cistern.node.request.NodePath;
import io.cistern.node.request.PublishRequest;
import io.cistern.node.stage.DeviceMount;
import io.cistern.node.stage.Preparation;
import io.cistern.pool.Pool;
import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Publishes inline volumes without staging, and deletes them. The only volumes this ever deletes
 * are those whose spec carries the mark of the id that is unpublished.
 *
 * @see <a href="https://kubernetes-csi.github.io/docs/ephemeral-local-volumes.html">inline
 *     volumes</a>
 */
public final class EphemeralVolumes {
  private final NodePools pools;

  public EphemeralVolumes(NodePools pools) {
    this.pools = pools;
  }

  public static boolean isFor(PublishRequest request) {
    return EphemeralAttributes.isEphemeral(request.context());
  }

  /** Makes the volume if it is not there yet, and mounts it at the target. */
  public void publish(PublishRequest request) {
    Access.Mount access =
        switch (request.capability().access()) {
          case Access.Mount mount -> mount;
          case Access.Block _ ->
              throw NodeError.invalid("an inline ephemeral volume is a filesystem");
        };
    if (VolumeId.parse(request.volumeId()).isPresent()) {
      throw NodeError.invalid("the id of an inline ephemeral volume is the orchestrator's own");
    }
    EphemeralAttributes attributes = EphemeralAttributes.parse(request.context());
    Target.refuseLink(request.target());
    NodeVolume volume =
        pools.volume(request.volumeId()).orElseGet(() -> create(request, access, attributes));
    VolumeDevice device = Preparation.attach(volume, Optional.empty());
    if (!isMounted(volume, device, request)) {
      Target.makeDirectory(request.target());
      if (MountView.now().of(device.number()).isEmpty()) {
        Preparation.filesystem(volume, device);
      }
      DeviceMount.mount(volume, device, request.target().real(), access, request.targetReadOnly());
    }
    if (access.group().isPresent() && !request.targetReadOnly()) {
      GroupOwnership.apply(request.target().real(), access.group().getAsInt());
    }
  }

  /** Deletes the volume after its target is gone. */
  public void delete(NodeVolume volume, String volumeId) {
    if (!EphemeralMark.marks(volume.volume().spec(), volumeId)) {
      return;
    }
    volume.pool().attachments().detach(volume.id());
    volume.pool().volumes().delete(volume.id());
  }

  private static boolean isMounted(NodeVolume volume, VolumeDevice device, PublishRequest request) {
    NodePath target = request.target();
    Optional<MountEntry> top = MountView.now().at(target.real());
    if (top.isEmpty()) {
      return false;
    }
    if (!MountView.shows(top.get(), device.number())) {
      throw NodeError.precondition(
          "something that is not volume " + request.volumeId() + " is mounted at " + target);
    }
    if (MountView.readOnly(top.get()) != request.targetReadOnly()) {
      throw NodeError.alreadyExists(
          "volume " + volume.id() + " is published at " + target + " with another access");
    }
    return true;
  }

  private NodeVolume create(
      PublishRequest request, Access.Mount access, EphemeralAttributes attributes) {
    Pool pool = place(attributes);
    VolumeSpec spec =
        new VolumeSpec(
            name(request.volumeId()),
            CapacityRange.atLeast(attributes.size()),
            AccessType.FILE_SYSTEM,
            access.fsType().orElse(FsType.EXT4),
            new TreeSet<>(List.of(request.capability().mode().name())),
            attributes.provisioning(),
            IoLimits.NONE,
            Encryption.NONE,
            new ContentSource.Blank(),
            new TreeMap<>(Map.of(EphemeralMark.PARAMETER, request.volumeId())));
    return new NodeVolume(pool, pool.volumes().create(spec));
  }

  private static EntityName name(String volumeId) {
    try {
      return EphemeralMark.name(volumeId);
    } catch (IllegalArgumentException wrong) {
      throw NodeError.invalid("volume_id: " + wrong.getMessage());
    }
  }

  private Pool place(EphemeralAttributes attributes) {
    List<Pool> candidates = attributes.pool().map(pools::named).orElseGet(pools::all);
    return candidates.stream()
        .max(Comparator.comparing(pool -> pool.capacity().available(attributes.provisioning())))
        .orElseThrow(
            () -> NodeError.invalid("this node has no such pool as the attribute 'pool' names"));
  }
}
