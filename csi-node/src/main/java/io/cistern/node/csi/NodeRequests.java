package io.cistern.node.csi;

import io.cistern.linux.mount.MountOptions;
import io.cistern.node.error.NodeError;
import io.cistern.node.request.Access;
import io.cistern.node.request.AccessMode;
import io.cistern.node.request.Capability;
import io.cistern.node.request.ExpandRequest;
import io.cistern.node.request.NodePath;
import io.cistern.node.request.Passphrase;
import io.cistern.node.request.PublishRequest;
import io.cistern.node.request.StageRequest;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.FsType;
import io.cistern.protocol.csi.NodeExpandVolumeRequest;
import io.cistern.protocol.csi.NodePublishVolumeRequest;
import io.cistern.protocol.csi.NodeStageVolumeRequest;
import io.cistern.protocol.csi.VolumeCapability;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Takes the Node service's requests apart. What cannot be right is {@link NodeError} invalid. */
final class NodeRequests {
  static final String STAGING = "staging_target_path";
  static final String TARGET = "target_path";
  private static final long LARGEST_GID = 0xFFFF_FFFEL;

  private final List<Path> poolDirectories;

  NodeRequests(List<Path> poolDirectories) {
    this.poolDirectories = List.copyOf(poolDirectories);
  }

  static String volumeId(String text) {
    return required("volume_id", text);
  }

  static String required(String field, String text) {
    if (text.isEmpty()) {
      throw NodeError.invalid(field + " is required");
    }
    return text;
  }

  NodePath path(String field, String text) {
    return NodePath.parse(field, text, poolDirectories);
  }

  StageRequest stage(NodeStageVolumeRequest request) {
    return new StageRequest(
        volumeId(request.getVolumeId()),
        path(STAGING, request.getStagingTargetPath()),
        capability(request.hasVolumeCapability(), request.getVolumeCapability()),
        Passphrase.in(request.getSecretsMap()));
  }

  PublishRequest publish(NodePublishVolumeRequest request) {
    String staging = request.getStagingTargetPath();
    return new PublishRequest(
        volumeId(request.getVolumeId()),
        staging.isEmpty() ? Optional.empty() : Optional.of(path(STAGING, staging)),
        path(TARGET, request.getTargetPath()),
        capability(request.hasVolumeCapability(), request.getVolumeCapability()),
        request.getReadonly(),
        Passphrase.in(request.getSecretsMap()),
        request.getVolumeContextMap());
  }

  ExpandRequest expand(NodeExpandVolumeRequest request) {
    if (request.hasVolumeCapability()) {
      capability(true, request.getVolumeCapability());
    }
    return new ExpandRequest(
        volumeId(request.getVolumeId()),
        required("volume_path", request.getVolumePath()),
        request.getStagingTargetPath(),
        range(request));
  }

  private static CapacityRange range(NodeExpandVolumeRequest request) {
    try {
      return new CapacityRange(
          new ByteSize(request.getCapacityRange().getRequiredBytes()),
          new ByteSize(request.getCapacityRange().getLimitBytes()));
    } catch (IllegalArgumentException wrong) {
      throw NodeError.invalid("capacity_range: " + wrong.getMessage());
    }
  }

  private static Capability capability(boolean present, VolumeCapability capability) {
    if (!present) {
      throw NodeError.invalid("volume_capability is required");
    }
    return new Capability(access(capability), mode(capability.getAccessMode().getMode()));
  }

  private static Access access(VolumeCapability capability) {
    return switch (capability.getAccessTypeCase()) {
      case BLOCK -> new Access.Block();
      case MOUNT -> mount(capability.getMount());
      case ACCESSTYPE_NOT_SET ->
          throw NodeError.invalid("volume_capability has neither block nor mount");
    };
  }

  private static Access.Mount mount(VolumeCapability.MountVolume mount) {
    return new Access.Mount(
        fsType(mount.getFsType()),
        options(mount.getMountFlagsList()),
        gid(mount.getVolumeMountGroup()));
  }

  private static Optional<FsType> fsType(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        FsType.parse(text)
            .orElseThrow(
                () -> NodeError.invalid("fs_type is ext4, xfs or btrfs, not '" + text + "'")));
  }

  /** The text of the flags stays out of the error: it may hold a secret. */
  private static MountOptions options(List<String> flags) {
    try {
      return MountOptions.parse(flags);
    } catch (IllegalArgumentException wrong) {
      throw NodeError.invalid("mount_flags: " + wrong.getMessage());
    }
  }

  private static OptionalInt gid(String text) {
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      long gid = Long.parseLong(text);
      if (gid >= 0 && gid <= LARGEST_GID) {
        return OptionalInt.of((int) gid);
      }
    } catch (NumberFormatException wrong) {
      throw NodeError.invalid("volume_mount_group is the number of a group");
    }
    throw NodeError.invalid("volume_mount_group is a number of 0 to " + LARGEST_GID);
  }

  private static AccessMode mode(VolumeCapability.AccessMode.Mode mode) {
    return switch (mode) {
      case SINGLE_NODE_WRITER -> AccessMode.SINGLE_NODE_WRITER;
      case SINGLE_NODE_READER_ONLY -> AccessMode.SINGLE_NODE_READER_ONLY;
      case SINGLE_NODE_SINGLE_WRITER -> AccessMode.SINGLE_NODE_SINGLE_WRITER;
      case SINGLE_NODE_MULTI_WRITER -> AccessMode.SINGLE_NODE_MULTI_WRITER;
      case MULTI_NODE_READER_ONLY, MULTI_NODE_SINGLE_WRITER, MULTI_NODE_MULTI_WRITER ->
          throw NodeError.precondition(
              "a volume lives on one node's disks: access mode " + mode + " is not supported");
      case UNKNOWN, UNRECOGNIZED ->
          throw NodeError.invalid("volume_capability has no access_mode that is known");
    };
  }
}
