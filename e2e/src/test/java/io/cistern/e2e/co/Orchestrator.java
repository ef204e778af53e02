package io.cistern.e2e.co;

import io.cistern.protocol.csi.CapacityRange;
import io.cistern.protocol.csi.ControllerExpandVolumeRequest;
import io.cistern.protocol.csi.ControllerExpandVolumeResponse;
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
import io.cistern.protocol.csi.VolumeContentSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Does with volumes what Kubernetes does, in its order, retrying as it does. Paths are made as the
 * kubelet makes them: the staging directory exists before the call, of the target only its parent.
 */
public final class Orchestrator {
  private final CsiClient controller;
  private final Map<String, CsiClient> nodes;
  private final Path directory;
  private final Retries retries;

  /**
   * @param nodes the clients of the node services, by the value of the topology segment
   * @param directory where staging and target paths are made
   */
  public Orchestrator(
      CsiClient controller, Map<String, CsiClient> nodes, Path directory, Retries retries) {
    this.controller = controller;
    this.nodes = Map.copyOf(nodes);
    this.directory = directory;
    this.retries = retries;
  }

  public CsiVolume create(String name, VolumeKind kind, long size) {
    return create(request(name, kind, size).build(), kind);
  }

  public CsiVolume restore(String name, VolumeKind kind, long size, String snapshotId) {
    VolumeContentSource.Builder source = VolumeContentSource.newBuilder();
    source.getSnapshotBuilder().setSnapshotId(snapshotId);
    return create(request(name, kind, size).setVolumeContentSource(source).build(), kind);
  }

  public CsiVolume clone(String name, VolumeKind kind, long size, String volumeId) {
    VolumeContentSource.Builder source = VolumeContentSource.newBuilder();
    source.getVolumeBuilder().setVolumeId(volumeId);
    return create(request(name, kind, size).setVolumeContentSource(source).build(), kind);
  }

  public CsiVolume create(CreateVolumeRequest request, VolumeKind kind) {
    Volume volume = retries.call(() -> controller.controller().createVolume(request)).getVolume();
    String node =
        volume.getAccessibleTopologyList().stream()
            .flatMap(topology -> topology.getSegmentsMap().values().stream())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no topology in " + volume));
    return new CsiVolume(
        volume.getVolumeId(), kind, volume.getCapacityBytes(), volume.getVolumeContextMap(), node);
  }

  public static CreateVolumeRequest.Builder request(String name, VolumeKind kind, long size) {
    return CreateVolumeRequest.newBuilder()
        .setName(name)
        .setCapacityRange(CapacityRange.newBuilder().setRequiredBytes(size))
        .addVolumeCapabilities(kind.capability());
  }

  /** Stage, then publish, at paths made of the volume's id. */
  public PublishedVolume publish(CsiVolume volume) {
    PublishedVolume published = place(volume);
    stage(published);
    retries.call(() -> node(volume).nodePublishVolume(publishRequest(published)));
    return published;
  }

  /** The paths a volume is published at; makes those the kubelet makes. */
  public PublishedVolume place(CsiVolume volume) {
    Path staging = directory.resolve("staging").resolve(volume.id());
    Path pod = directory.resolve("pods").resolve(volume.id());
    try {
      Files.createDirectories(staging);
      Files.createDirectories(pod);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PublishedVolume(volume, staging, pod.resolve("mount"));
  }

  public void stage(PublishedVolume place) {
    CsiVolume volume = place.volume();
    NodeStageVolumeRequest request =
        NodeStageVolumeRequest.newBuilder()
            .setVolumeId(volume.id())
            .setStagingTargetPath(place.staging().toString())
            .setVolumeCapability(volume.kind().capability())
            .putAllVolumeContext(volume.context())
            .build();
    retries.call(() -> node(volume).nodeStageVolume(request));
  }

  public static NodePublishVolumeRequest publishRequest(PublishedVolume place) {
    return NodePublishVolumeRequest.newBuilder()
        .setVolumeId(place.volume().id())
        .setStagingTargetPath(place.staging().toString())
        .setTargetPath(place.target().toString())
        .setVolumeCapability(place.volume().kind().capability())
        .putAllVolumeContext(place.volume().context())
        .build();
  }

  /** Unpublish, then unstage; the pod's and the staging directory are then removed, empty. */
  public void unpublish(PublishedVolume published) {
    CsiVolume volume = published.volume();
    NodeUnpublishVolumeRequest unpublish =
        NodeUnpublishVolumeRequest.newBuilder()
            .setVolumeId(volume.id())
            .setTargetPath(published.target().toString())
            .build();
    NodeUnstageVolumeRequest unstage =
        NodeUnstageVolumeRequest.newBuilder()
            .setVolumeId(volume.id())
            .setStagingTargetPath(published.staging().toString())
            .build();
    retries.call(() -> node(volume).nodeUnpublishVolume(unpublish));
    retries.call(() -> node(volume).nodeUnstageVolume(unstage));
    try {
      Files.delete(published.target().getParent());
      Files.deleteIfExists(published.staging());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Grows the volume; returns its size. Every volume of ours is then grown on its node too. */
  public long expandVolume(CsiVolume volume, long size) {
    ControllerExpandVolumeRequest request =
        ControllerExpandVolumeRequest.newBuilder()
            .setVolumeId(volume.id())
            .setCapacityRange(CapacityRange.newBuilder().setRequiredBytes(size))
            .setVolumeCapability(volume.kind().capability())
            .build();
    ControllerExpandVolumeResponse answer =
        retries.call(() -> controller.controller().controllerExpandVolume(request));
    if (!answer.getNodeExpansionRequired()) {
      throw new AssertionError("no node expansion asked for: " + answer);
    }
    return answer.getCapacityBytes();
  }

  /** Grows the device and the filesystem where they are published; returns their size. */
  public long expandOnNode(PublishedVolume published, long size) {
    CsiVolume volume = published.volume();
    NodeExpandVolumeRequest request =
        NodeExpandVolumeRequest.newBuilder()
            .setVolumeId(volume.id())
            .setVolumePath(published.target().toString())
            .setStagingTargetPath(published.staging().toString())
            .setCapacityRange(CapacityRange.newBuilder().setRequiredBytes(size))
            .setVolumeCapability(volume.kind().capability())
            .build();
    return retries.call(() -> node(volume).nodeExpandVolume(request)).getCapacityBytes();
  }

  public Snapshot snapshot(String name, CsiVolume source) {
    CreateSnapshotRequest request =
        CreateSnapshotRequest.newBuilder().setName(name).setSourceVolumeId(source.id()).build();
    return retries.call(() -> controller.controller().createSnapshot(request)).getSnapshot();
  }

  public void deleteSnapshot(String snapshotId) {
    DeleteSnapshotRequest request =
        DeleteSnapshotRequest.newBuilder().setSnapshotId(snapshotId).build();
    retries.call(() -> controller.controller().deleteSnapshot(request));
  }

  public void delete(CsiVolume volume) {
    DeleteVolumeRequest request = DeleteVolumeRequest.newBuilder().setVolumeId(volume.id()).build();
    retries.call(() -> controller.controller().deleteVolume(request));
  }

  public Retries retries() {
    return retries;
  }

  private io.cistern.protocol.csi.NodeGrpc.NodeBlockingStub node(CsiVolume volume) {
    CsiClient client = nodes.get(volume.node());
    if (client == null) {
      throw new AssertionError("no node has the topology of " + volume);
    }
    return client.node();
  }
}
