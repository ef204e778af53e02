package io.cistern.cli.client;

import io.cistern.pool.model.AccessType;
import io.cistern.protocol.agent.VolumeSpec;
import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.csi.VolumeCapability.AccessMode.Mode;

/** How the command asks for volumes: one node, one or many writers there. */
public final class Capabilities {
  private Capabilities() {}

  /** A volume with a filesystem. */
  public static VolumeCapability file(String fsType) {
    VolumeCapability.Builder capability = builder(Mode.SINGLE_NODE_MULTI_WRITER);
    capability.getMountBuilder().setFsType(fsType);
    return capability.build();
  }

  /** A raw volume. */
  public static VolumeCapability block() {
    VolumeCapability.Builder capability = builder(Mode.SINGLE_NODE_MULTI_WRITER);
    capability.getBlockBuilder();
    return capability.build();
  }

  /** As the volume was made, by whomever. */
  public static VolumeCapability of(VolumeSpec spec) {
    VolumeCapability.Builder capability = builder(mode(spec));
    if (accessType(spec) == AccessType.BLOCK) {
      capability.getBlockBuilder();
    } else {
      capability.getMountBuilder().setFsType(spec.getFsType());
    }
    return capability.build();
  }

  private static Mode mode(VolumeSpec spec) {
    return spec.getAccessModesList().isEmpty()
            || spec.getAccessModesList().contains(Mode.SINGLE_NODE_MULTI_WRITER.name())
        ? Mode.SINGLE_NODE_MULTI_WRITER
        : Mode.valueOf(spec.getAccessModesList().getFirst());
  }

  /** Whether it is a raw volume. */
  public static AccessType accessType(VolumeSpec spec) {
    return spec.getAccessType() == io.cistern.protocol.agent.AccessType.BLOCK
        ? AccessType.BLOCK
        : AccessType.FILE_SYSTEM;
  }

  private static VolumeCapability.Builder builder(Mode mode) {
    VolumeCapability.Builder capability = VolumeCapability.newBuilder();
    capability.getAccessModeBuilder().setMode(mode);
    return capability;
  }
}
