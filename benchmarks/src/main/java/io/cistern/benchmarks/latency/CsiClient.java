package io.cistern.benchmarks.latency;

import io.cistern.benchmarks.grpc.GrpcConnections;
import io.cistern.protocol.csi.CapacityRange;
import io.cistern.protocol.csi.ControllerGrpc;
import io.cistern.protocol.csi.CreateSnapshotRequest;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.DeleteSnapshotRequest;
import io.cistern.protocol.csi.DeleteVolumeRequest;
import io.cistern.protocol.csi.NodeGrpc;
import io.cistern.protocol.csi.NodePublishVolumeRequest;
import io.cistern.protocol.csi.NodeStageVolumeRequest;
import io.cistern.protocol.csi.NodeUnpublishVolumeRequest;
import io.cistern.protocol.csi.NodeUnstageVolumeRequest;
import io.cistern.protocol.csi.VolumeContentSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an orchestrator does with volumes, over the real sockets. A gRPC error ends the run.
 *
 * <p>Staging paths and targets lie in a directory of this client, as kubelet's do in its own.
 */
public final class CsiClient implements AutoCloseable {
  private final GrpcConnections controller;
  private final GrpcConnections node;
  private final Path directory;

  public CsiClient(Path controllerSocket, Path nodeSocket, Path directory) {
    controller = new GrpcConnections(controllerSocket);
    node = new GrpcConnections(nodeSocket);
    this.directory = directory;
  }

  /** A new blank volume's id. */
  public String create(String name, VolumeKind kind, long bytes) {
    return create(name, kind, bytes, Optional.empty());
  }

  /** A new volume's id; its bytes are those of the source volume. */
  public String copy(String name, VolumeKind kind, long bytes, String sourceVolumeId) {
    VolumeContentSource.VolumeSource source =
        VolumeContentSource.VolumeSource.newBuilder().setVolumeId(sourceVolumeId).build();
    return create(
        name, kind, bytes, Optional.of(VolumeContentSource.newBuilder().setVolume(source).build()));
  }

  private String create(
      String name, VolumeKind kind, long bytes, Optional<VolumeContentSource> source) {
    CreateVolumeRequest.Builder request =
        CreateVolumeRequest.newBuilder()
            .setName(name)
            .setCapacityRange(CapacityRange.newBuilder().setRequiredBytes(bytes))
            .addVolumeCapabilities(kind.capability());
    source.ifPresent(request::setVolumeContentSource);
    return controller
        .call(ControllerGrpc.getCreateVolumeMethod(), request.build())
        .getVolume()
        .getVolumeId();
  }

  public void delete(String volumeId) {
    var _ =
        controller.call(
            ControllerGrpc.getDeleteVolumeMethod(),
            DeleteVolumeRequest.newBuilder().setVolumeId(volumeId).build());
  }

  /** A new snapshot's id. */
  public String snapshot(String name, String sourceVolumeId) {
    return controller
        .call(
            ControllerGrpc.getCreateSnapshotMethod(),
            CreateSnapshotRequest.newBuilder()
                .setName(name)
                .setSourceVolumeId(sourceVolumeId)
                .build())
        .getSnapshot()
        .getSnapshotId();
  }

  public void deleteSnapshot(String snapshotId) {
    var _ =
        controller.call(
            ControllerGrpc.getDeleteSnapshotMethod(),
            DeleteSnapshotRequest.newBuilder().setSnapshotId(snapshotId).build());
  }

  /** Makes the staging directory, as an orchestrator does before it calls. */
  public void prepareStage(String volumeId) {
    try {
      Files.createDirectories(staging(volumeId));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The target path at which the volume now is. */
  public Path stageAndPublish(String volumeId, VolumeKind kind) {
    var _ =
        node.call(
            NodeGrpc.getNodeStageVolumeMethod(),
            NodeStageVolumeRequest.newBuilder()
                .setVolumeId(volumeId)
                .setStagingTargetPath(staging(volumeId).toString())
                .setVolumeCapability(kind.capability())
                .build());
    var _ =
        node.call(
            NodeGrpc.getNodePublishVolumeMethod(),
            NodePublishVolumeRequest.newBuilder()
                .setVolumeId(volumeId)
                .setStagingTargetPath(staging(volumeId).toString())
                .setTargetPath(target(volumeId).toString())
                .setVolumeCapability(kind.capability())
                .build());
    return target(volumeId);
  }

  public void unpublishAndUnstage(String volumeId) {
    var _ =
        node.call(
            NodeGrpc.getNodeUnpublishVolumeMethod(),
            NodeUnpublishVolumeRequest.newBuilder()
                .setVolumeId(volumeId)
                .setTargetPath(target(volumeId).toString())
                .build());
    var _ =
        node.call(
            NodeGrpc.getNodeUnstageVolumeMethod(),
            NodeUnstageVolumeRequest.newBuilder()
                .setVolumeId(volumeId)
                .setStagingTargetPath(staging(volumeId).toString())
                .build());
  }

  private Path staging(String volumeId) {
    return directory.resolve(volumeId).resolve("staging");
  }

  private Path target(String volumeId) {
    return directory.resolve(volumeId).resolve("target");
  }

  @Override
  public void close() {
    controller.close();
    node.close();
  }
}
