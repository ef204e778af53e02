package io.cistern.benchmarks.latency;

import io.cistern.protocol.csi.VolumeCapability;

/** The kinds of volume that are measured, by what a pod would ask for. */
public enum VolumeKind {
  EXT4("ext4"),
  XFS("xfs"),
  BLOCK("block");

  private final String text;

  VolumeKind(String text) {
    this.text = text;
  }

  /** The filesystem's name, or {@code block}. */
  public String text() {
    return text;
  }

  VolumeCapability capability() {
    VolumeCapability.Builder capability =
        VolumeCapability.newBuilder()
            .setAccessMode(
                VolumeCapability.AccessMode.newBuilder()
                    .setMode(VolumeCapability.AccessMode.Mode.SINGLE_NODE_WRITER));
    return switch (this) {
      case EXT4, XFS ->
          capability.setMount(VolumeCapability.MountVolume.newBuilder().setFsType(text)).build();
      case BLOCK -> capability.setBlock(VolumeCapability.BlockVolume.getDefaultInstance()).build();
    };
  }
}
