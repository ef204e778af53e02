package io.cistern.node.it;

import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import io.cistern.protocol.csi.NodeGetVolumeStatsRequest;
import io.cistern.protocol.csi.NodeGetVolumeStatsResponse;
import io.cistern.protocol.csi.NodePublishVolumeRequest;
import io.cistern.protocol.csi.NodeStageVolumeRequest;
import io.cistern.protocol.csi.NodeUnpublishVolumeRequest;
import io.cistern.protocol.csi.NodeUnstageVolumeRequest;
import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.csi.VolumeCapability.AccessMode;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Volumes and CSI calls as these tests need them. */
final class Requests {
  private final TestNode node;

  Requests(TestNode node) {
    this.node = node;
  }

  static VolumeCapability mount(String fsType) {
    return mount(fsType, AccessMode.Mode.SINGLE_NODE_WRITER);
  }

  static VolumeCapability mount(String fsType, AccessMode.Mode mode) {
    return VolumeCapability.newBuilder()
        .setMount(VolumeCapability.MountVolume.newBuilder().setFsType(fsType))
        .setAccessMode(AccessMode.newBuilder().setMode(mode))
        .build();
  }

  static VolumeCapability block(AccessMode.Mode mode) {
    return VolumeCapability.newBuilder()
        .setBlock(VolumeCapability.BlockVolume.getDefaultInstance())
        .setAccessMode(AccessMode.newBuilder().setMode(mode))
        .build();
  }

  static VolumeCapability block() {
    return block(AccessMode.Mode.SINGLE_NODE_WRITER);
  }

  static VolumeSpec spec(FsType type, AccessType access, ByteSize size, ContentSource source) {
    return spec(type, access, size, source, Encryption.NONE);
  }

  private static VolumeSpec spec(
      FsType type, AccessType access, ByteSize size, ContentSource source, Encryption encryption) {
    return new VolumeSpec(
        new EntityName(TestNode.uniqueName("pvc")),
        CapacityRange.atLeast(size),
        access,
        type,
        new TreeSet<>(List.of("SINGLE_NODE_WRITER")),
        Provisioning.THIN,
        IoLimits.NONE,
        encryption,
        source,
        new TreeMap<>());
  }

  Volume fileVolume(FsType type) {
    return create(type, AccessType.FILE_SYSTEM, ByteSize.ofMiB(320), new ContentSource.Blank());
  }

  /** ext4, and quickly made. */
  Volume smallVolume() {
    return create(
        FsType.EXT4, AccessType.FILE_SYSTEM, ByteSize.ofMiB(32), new ContentSource.Blank());
  }

  Volume rawVolume() {
    return create(FsType.EXT4, AccessType.BLOCK, ByteSize.ofMiB(64), new ContentSource.Blank());
  }

  Volume create(FsType type, AccessType access, ByteSize size, ContentSource source) {
    return node.pool().volumes().create(spec(type, access, size, source));
  }

  Volume createEncrypted(FsType type, AccessType access, ByteSize size, ContentSource source) {
    return node.pool().volumes().create(spec(type, access, size, source, Encryption.LUKS2));
  }

  /** With a passphrase. */
  void stage(VolumeId id, Path staging, VolumeCapability capability, String passphrase) {
    var _ =
        node.csi()
            .nodeStageVolume(
                NodeStageVolumeRequest.newBuilder()
                    .setVolumeId(id.toString())
                    .setStagingTargetPath(staging.toString())
                    .setVolumeCapability(capability)
                    .putSecrets("encryptionPassphrase", passphrase)
                    .build());
  }

  void stage(VolumeId id, Path staging, VolumeCapability capability) {
    var _ =
        node.csi()
            .nodeStageVolume(
                NodeStageVolumeRequest.newBuilder()
                    .setVolumeId(id.toString())
                    .setStagingTargetPath(staging.toString())
                    .setVolumeCapability(capability)
                    .build());
  }

  void publish(VolumeId id, Path staging, Path target, VolumeCapability capability) {
    publish(id, staging, target, capability, false);
  }

  void publish(
      VolumeId id, Path staging, Path target, VolumeCapability capability, boolean readOnly) {
    var _ =
        node.csi()
            .nodePublishVolume(
                NodePublishVolumeRequest.newBuilder()
                    .setVolumeId(id.toString())
                    .setStagingTargetPath(staging.toString())
                    .setTargetPath(target.toString())
                    .setVolumeCapability(capability)
                    .setReadonly(readOnly)
                    .build());
  }

  void unpublish(String id, Path target) {
    var _ =
        node.csi()
            .nodeUnpublishVolume(
                NodeUnpublishVolumeRequest.newBuilder()
                    .setVolumeId(id)
                    .setTargetPath(target.toString())
                    .build());
  }

  void unpublish(VolumeId id, Path target) {
    unpublish(id.toString(), target);
  }

  void unstage(VolumeId id, Path staging) {
    var _ =
        node.csi()
            .nodeUnstageVolume(
                NodeUnstageVolumeRequest.newBuilder()
                    .setVolumeId(id.toString())
                    .setStagingTargetPath(staging.toString())
                    .build());
  }

  NodeGetVolumeStatsResponse stats(VolumeId id, Path path) {
    return node.csi()
        .nodeGetVolumeStats(
            NodeGetVolumeStatsRequest.newBuilder()
                .setVolumeId(id.toString())
                .setVolumePath(path.toString())
                .build());
  }
}
