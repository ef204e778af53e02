package io.cistern.e2e.co;

import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.csi.VolumeCapability.AccessMode;
import io.cistern.protocol.csi.VolumeCapability.BlockVolume;
import io.cistern.protocol.csi.VolumeCapability.MountVolume;

/** What a volume is asked to be. */
public enum VolumeKind {
  EXT4,
  XFS,
  BTRFS,
  BLOCK;

  /** The least size of this kind that tests make, in bytes. */
  public long smallSize() {
    return switch (this) {
      case EXT4, BLOCK -> 64L << 20;
      case XFS -> 320L << 20;
      case BTRFS -> 160L << 20;
    };
  }

  public boolean isFileVolume() {
    return this != BLOCK;
  }

  public VolumeCapability capability() {
    return capability(AccessMode.Mode.SINGLE_NODE_WRITER);
  }

  public VolumeCapability capability(AccessMode.Mode mode) {
    VolumeCapability.Builder capability =
        VolumeCapability.newBuilder().setAccessMode(AccessMode.newBuilder().setMode(mode));
    return switch (this) {
      case EXT4, XFS, BTRFS ->
          capability.setMount(MountVolume.newBuilder().setFsType(fsType())).build();
      case BLOCK -> capability.setBlock(BlockVolume.getDefaultInstance()).build();
    };
  }

  private String fsType() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
