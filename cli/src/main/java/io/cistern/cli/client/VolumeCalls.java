package io.cistern.cli.client;

import io.cistern.pool.model.ByteSize;
import io.cistern.protocol.csi.CapacityRange;
import io.cistern.protocol.csi.ControllerExpandVolumeRequest;
import io.cistern.protocol.csi.CreateSnapshotRequest;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.DeleteSnapshotRequest;
import io.cistern.protocol.csi.DeleteVolumeRequest;
import io.cistern.protocol.csi.NodeExpandVolumeRequest;
import io.cistern.protocol.csi.NodePublishVolumeRequest;
import io.cistern.protocol.csi.NodeStageVolumeRequest;
import io.cistern.protocol.csi.NodeUnpublishVolumeRequest;
import io.cistern.protocol.csi.NodeUnstageVolumeRequest;
import io.cistern.protocol.csi.Snapshot;
import io.cistern.protocol.csi.Volume;
import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.csi.VolumeContentSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The CSI calls, as an orchestrator makes them. Each may be repeated. */
public final class VolumeCalls {
  private final ServiceClient client;

  public VolumeCalls(ServiceClient client) {
    this.client = client;
  }

  /**
   * CreateVolume.
   *
   * @param size at least; empty for the driver's own
   * @param source where its bytes come from; empty for a blank volume
   */
  public Volume create(
      String name,
      Optional<ByteSize> size,
      VolumeCapability capability,
      Map<String, String> parameters,
      Optional<VolumeContentSource> source) {
    CreateVolumeRequest.Builder request =
        CreateVolumeRequest.newBuilder()
            .setName(name)
            .addVolumeCapabilities(capability)
            .putAllParameters(parameters);
    size.ifPresent(bytes -> request.setCapacityRange(atLeast(bytes)));
    source.ifPresent(request::setVolumeContentSource);
    return client.controller().createVolume(request.build()).getVolume();
  }

  /** DeleteVolume. */
  public void delete(String volumeId) {
    var _ =
        client
            .controller()
            .deleteVolume(DeleteVolumeRequest.newBuilder().setVolumeId(volumeId).build());
  }

  /** ControllerExpandVolume; the size it has then, in bytes. */
  public long expand(String volumeId, ByteSize size) {
    return client
        .controller()
        .controllerExpandVolume(
            ControllerExpandVolumeRequest.newBuilder()
                .setVolumeId(volumeId)
                .setCapacityRange(atLeast(size))
                .build())
        .getCapacityBytes();
  }

  /** NodeExpandVolume. */
  public void expandOnNode(String volumeId, Path path, Path staging, ByteSize size) {
    var _ =
        client
            .node()
            .nodeExpandVolume(
                NodeExpandVolumeRequest.newBuilder()
                    .setVolumeId(volumeId)
                    .setVolumePath(path.toString())
                    .setStagingTargetPath(staging.toString())
                    .setCapacityRange(atLeast(size))
                    .build());
  }

  /** NodeStageVolume. */
  public void stage(String volumeId, Path staging, VolumeCapability capability) {
    var _ =
        client
            .node()
            .nodeStageVolume(
                NodeStageVolumeRequest.newBuilder()
                    .setVolumeId(volumeId)
                    .setStagingTargetPath(staging.toString())
                    .setVolumeCapability(capability)
                    .build());
  }

  /** NodeUnstageVolume. */
  public void unstage(String volumeId, Path staging) {
    var _ =
        client
            .node()
            .nodeUnstageVolume(
                NodeUnstageVolumeRequest.newBuilder()
                    .setVolumeId(volumeId)
                    .setStagingTargetPath(staging.toString())
                    .build());
  }

  /** NodePublishVolume. */
  public void publish(
      String volumeId, Path staging, Path target, VolumeCapability capability, boolean readOnly) {
    var _ =
        client
            .node()
            .nodePublishVolume(
                NodePublishVolumeRequest.newBuilder()
                    .setVolumeId(volumeId)
                    .setStagingTargetPath(staging.toString())
                    .setTargetPath(target.toString())
                    .setVolumeCapability(capability)
                    .setReadonly(readOnly)
                    .build());
  }

  /** NodeUnpublishVolume. */
  public void unpublish(String volumeId, Path target) {
    var _ =
        client
            .node()
            .nodeUnpublishVolume(
                NodeUnpublishVolumeRequest.newBuilder()
                    .setVolumeId(volumeId)
                    .setTargetPath(target.toString())
                    .build());
  }

  /** CreateSnapshot. */
  public Snapshot snapshot(String name, String volumeId) {
    return client
        .controller()
        .createSnapshot(
            CreateSnapshotRequest.newBuilder().setName(name).setSourceVolumeId(volumeId).build())
        .getSnapshot();
  }

  /** DeleteSnapshot. */
  public void deleteSnapshot(String snapshotId) {
    var _ =
        client
            .controller()
            .deleteSnapshot(DeleteSnapshotRequest.newBuilder().setSnapshotId(snapshotId).build());
  }

  /** A volume as a source. */
  public static VolumeContentSource fromVolume(String volumeId) {
    VolumeContentSource.Builder source = VolumeContentSource.newBuilder();
    source.getVolumeBuilder().setVolumeId(volumeId);
    return source.build();
  }

  /** A snapshot as a source. */
  public static VolumeContentSource fromSnapshot(String snapshotId) {
    VolumeContentSource.Builder source = VolumeContentSource.newBuilder();
    source.getSnapshotBuilder().setSnapshotId(snapshotId);
    return source.build();
  }

  private static CapacityRange atLeast(ByteSize size) {
    return CapacityRange.newBuilder().setRequiredBytes(size.bytes()).build();
  }
}
