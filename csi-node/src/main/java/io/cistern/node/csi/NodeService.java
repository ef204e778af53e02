package io.cistern.node.csi;

import io.cistern.node.request.NodeOperations;
import io.cistern.node.request.VolumeUsage;
import io.cistern.node.topology.NodeIdentity;
import io.cistern.protocol.csi.NodeExpandVolumeRequest;
import io.cistern.protocol.csi.NodeExpandVolumeResponse;
import io.cistern.protocol.csi.NodeGetCapabilitiesRequest;
import io.cistern.protocol.csi.NodeGetCapabilitiesResponse;
import io.cistern.protocol.csi.NodeGetInfoRequest;
import io.cistern.protocol.csi.NodeGetInfoResponse;
import io.cistern.protocol.csi.NodeGetVolumeStatsRequest;
import io.cistern.protocol.csi.NodeGetVolumeStatsResponse;
import io.cistern.protocol.csi.NodeGrpc;
import io.cistern.protocol.csi.NodePublishVolumeRequest;
import io.cistern.protocol.csi.NodePublishVolumeResponse;
import io.cistern.protocol.csi.NodeServiceCapability;
import io.cistern.protocol.csi.NodeServiceCapability.RPC;
import io.cistern.protocol.csi.NodeStageVolumeRequest;
import io.cistern.protocol.csi.NodeStageVolumeResponse;
import io.cistern.protocol.csi.NodeUnpublishVolumeRequest;
import io.cistern.protocol.csi.NodeUnpublishVolumeResponse;
import io.cistern.protocol.csi.NodeUnstageVolumeRequest;
import io.cistern.protocol.csi.NodeUnstageVolumeResponse;
import io.cistern.protocol.csi.Topology;
import io.cistern.protocol.csi.VolumeCondition;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.List;

/**
 * The CSI Node service.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#node-service-rpc">Node
 *     service</a>
 */
public final class NodeService extends NodeGrpc.NodeImplBase {
  private static final List<RPC.Type> CAPABILITIES =
      List.of(
          RPC.Type.STAGE_UNSTAGE_VOLUME,
          RPC.Type.EXPAND_VOLUME,
          RPC.Type.GET_VOLUME_STATS,
          RPC.Type.VOLUME_CONDITION,
          RPC.Type.SINGLE_NODE_MULTI_WRITER,
          RPC.Type.VOLUME_MOUNT_GROUP);

  private final NodeIdentity identity;
  private final long maxVolumes;
  private final NodeOperations node;
  private final NodeRequests requests;

  /**
   * @param maxVolumes how many volumes this node can carry
   * @param poolDirectories where nothing is ever mounted
   */
  public NodeService(
      NodeIdentity identity, long maxVolumes, NodeOperations node, List<Path> poolDirectories) {
    this.identity = identity;
    this.maxVolumes = maxVolumes;
    this.node = node;
    this.requests = new NodeRequests(poolDirectories);
  }

  @Override
  public void nodeStageVolume(
      NodeStageVolumeRequest request, StreamObserver<NodeStageVolumeResponse> observer) {
    node.stage(requests.stage(request));
    answer(observer, NodeStageVolumeResponse.getDefaultInstance());
  }

  @Override
  public void nodeUnstageVolume(
      NodeUnstageVolumeRequest request, StreamObserver<NodeUnstageVolumeResponse> observer) {
    node.unstage(
        NodeRequests.volumeId(request.getVolumeId()),
        requests.path(NodeRequests.STAGING, request.getStagingTargetPath()));
    answer(observer, NodeUnstageVolumeResponse.getDefaultInstance());
  }

  @Override
  public void nodePublishVolume(
      NodePublishVolumeRequest request, StreamObserver<NodePublishVolumeResponse> observer) {
    node.publish(requests.publish(request));
    answer(observer, NodePublishVolumeResponse.getDefaultInstance());
  }

  @Override
  public void nodeUnpublishVolume(
      NodeUnpublishVolumeRequest request, StreamObserver<NodeUnpublishVolumeResponse> observer) {
    node.unpublish(
        NodeRequests.volumeId(request.getVolumeId()),
        requests.path(NodeRequests.TARGET, request.getTargetPath()));
    answer(observer, NodeUnpublishVolumeResponse.getDefaultInstance());
  }

  @Override
  public void nodeExpandVolume(
      NodeExpandVolumeRequest request, StreamObserver<NodeExpandVolumeResponse> observer) {
    long bytes = node.expand(requests.expand(request)).bytes();
    answer(observer, NodeExpandVolumeResponse.newBuilder().setCapacityBytes(bytes).build());
  }

  @Override
  public void nodeGetVolumeStats(
      NodeGetVolumeStatsRequest request, StreamObserver<NodeGetVolumeStatsResponse> observer) {
    VolumeUsage usage =
        node.usage(
            NodeRequests.volumeId(request.getVolumeId()),
            NodeRequests.required("volume_path", request.getVolumePath()));
    NodeGetVolumeStatsResponse.Builder response =
        NodeGetVolumeStatsResponse.newBuilder()
            .setVolumeCondition(
                VolumeCondition.newBuilder()
                    .setAbnormal(usage.condition().abnormal())
                    .setMessage(usage.condition().message()));
    usage.usage().ifPresent(amounts -> response.addAllUsage(UsageMessages.of(amounts)));
    answer(observer, response.build());
  }

  @Override
  public void nodeGetCapabilities(
      NodeGetCapabilitiesRequest request, StreamObserver<NodeGetCapabilitiesResponse> observer) {
    NodeGetCapabilitiesResponse.Builder response = NodeGetCapabilitiesResponse.newBuilder();
    CAPABILITIES.forEach(
        type ->
            response.addCapabilities(
                NodeServiceCapability.newBuilder().setRpc(RPC.newBuilder().setType(type))));
    answer(observer, response.build());
  }

  @Override
  public void nodeGetInfo(
      NodeGetInfoRequest request, StreamObserver<NodeGetInfoResponse> observer) {
    answer(
        observer,
        NodeGetInfoResponse.newBuilder()
            .setNodeId(identity.id())
            .setMaxVolumesPerNode(maxVolumes)
            .setAccessibleTopology(Topology.newBuilder().putAllSegments(identity.segments()))
            .build());
  }

  private static <T> void answer(StreamObserver<T> observer, T message) {
    observer.onNext(message);
    observer.onCompleted();
  }
}
