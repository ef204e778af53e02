package io.cistern.node.agent;

import io.cistern.node.error.NodeError;
import io.cistern.node.pools.NodePools;
import io.cistern.node.pools.NodeVolume;
import io.cistern.node.request.NodeOperations;
import io.cistern.node.stats.VolumeConditions;
import io.cistern.node.topology.NodeIdentity;
import io.cistern.pool.Pool;
import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import io.cistern.protocol.agent.CreateGroupSnapshotRequest;
import io.cistern.protocol.agent.CreateSnapshotRequest;
import io.cistern.protocol.agent.CreateVolumeRequest;
import io.cistern.protocol.agent.DeleteGroupSnapshotRequest;
import io.cistern.protocol.agent.DeleteGroupSnapshotResponse;
import io.cistern.protocol.agent.DeleteSnapshotRequest;
import io.cistern.protocol.agent.DeleteSnapshotResponse;
import io.cistern.protocol.agent.DeleteVolumeRequest;
import io.cistern.protocol.agent.DeleteVolumeResponse;
import io.cistern.protocol.agent.DescribeRequest;
import io.cistern.protocol.agent.DescribeResponse;
import io.cistern.protocol.agent.ExpandVolumeRequest;
import io.cistern.protocol.agent.GetGroupSnapshotRequest;
import io.cistern.protocol.agent.GetSnapshotBlocksRequest;
import io.cistern.protocol.agent.GetSnapshotRequest;
import io.cistern.protocol.agent.GetVolumeRequest;
import io.cistern.protocol.agent.GroupSnapshot;
import io.cistern.protocol.agent.ListSnapshotsRequest;
import io.cistern.protocol.agent.ListSnapshotsResponse;
import io.cistern.protocol.agent.ListVolumesRequest;
import io.cistern.protocol.agent.ListVolumesResponse;
import io.cistern.protocol.agent.ModifyVolumeRequest;
import io.cistern.protocol.agent.PoolAgentGrpc;
import io.cistern.protocol.agent.Snapshot;
import io.cistern.protocol.agent.SnapshotBlocks;
import io.cistern.protocol.agent.Volume;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Serves every pool of this node to the controller. A pool of another node is UNAVAILABLE here, so
 * that nobody reads a wrong address as "the volume is gone".
 */
public final class PoolAgent extends PoolAgentGrpc.PoolAgentImplBase {
  private final NodeIdentity node;
  private final NodePools pools;
  private final NodeOperations operations;

  /**
   * @param operations of the same node, for what a change of a volume means to its pods
   */
  public PoolAgent(NodeIdentity node, NodePools pools, NodeOperations operations) {
    this.node = node;
    this.pools = pools;
    this.operations = operations;
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<DescribeResponse> observer) {
    DescribeResponse.Builder response =
        DescribeResponse.newBuilder().setNodeId(node.id()).putAllTopology(node.segments());
    pools.all().forEach(pool -> response.addPools(AgentMessages.pool(pool)));
    answer(observer, response.build());
  }

  @Override
  public void createVolume(CreateVolumeRequest request, StreamObserver<Volume> observer) {
    Pool pool = pool(request.getPoolId());
    VolumeSpec spec = AgentRequests.spec(pool.info().id(), request.getSpec());
    answer(observer, AgentMessages.unlooked(pool.volumes().create(spec)));
  }

  @Override
  public void getVolume(GetVolumeRequest request, StreamObserver<Volume> observer) {
    Pool pool = pool(request.getPoolId());
    VolumeId id = volumeId(pool, request.getUuid());
    answer(
        observer,
        pool.volumes()
            .find(id)
            .map(volume -> render(pool, volume))
            .orElseThrow(() -> NodeError.notFound("there is no volume " + id)));
  }

  @Override
  public void listVolumes(
      ListVolumesRequest request, StreamObserver<ListVolumesResponse> observer) {
    Pool pool = pool(request.getPoolId());
    Page<io.cistern.pool.model.Volume> page =
        pool.volumes()
            .list(
                AgentRequests.optionalUuid("after_uuid", request.getAfterUuid())
                    .map(uuid -> new VolumeId(pool.info().id(), uuid)),
                AgentRequests.limit(request.getLimit()));
    VolumeConditions conditions = VolumeConditions.ofAll(pool);
    ListVolumesResponse.Builder response = ListVolumesResponse.newBuilder().setMore(page.more());
    for (io.cistern.pool.model.Volume volume : page.items()) {
      response.addVolumes(render(conditions, new NodeVolume(pool, volume)));
    }
    answer(observer, response.build());
  }

  @Override
  public void deleteVolume(
      DeleteVolumeRequest request, StreamObserver<DeleteVolumeResponse> observer) {
    Pool pool = pool(request.getPoolId());
    pool.volumes().delete(volumeId(pool, request.getUuid()));
    answer(observer, DeleteVolumeResponse.getDefaultInstance());
  }

  @Override
  public void expandVolume(ExpandVolumeRequest request, StreamObserver<Volume> observer) {
    Pool pool = pool(request.getPoolId());
    answer(
        observer,
        AgentMessages.unlooked(
            pool.volumes()
                .expand(
                    volumeId(pool, request.getUuid()),
                    AgentRequests.range(request.getRequiredBytes(), request.getLimitBytes()))));
  }

  @Override
  public void modifyVolume(ModifyVolumeRequest request, StreamObserver<Volume> observer) {
    Pool pool = pool(request.getPoolId());
    VolumeId id = volumeId(pool, request.getUuid());
    io.cistern.pool.model.Volume volume = pool.volumes().modify(id, request.getParametersMap());
    if (IoLimits.parameterNames().stream().anyMatch(request.getParametersMap()::containsKey)) {
      operations.limit(id.toString());
    }
    answer(observer, AgentMessages.unlooked(volume));
  }

  @Override
  public void createSnapshot(CreateSnapshotRequest request, StreamObserver<Snapshot> observer) {
    Pool pool = pool(request.getPoolId());
    VolumeId source =
        new VolumeId(
            pool.info().id(),
            AgentRequests.uuid("source_volume_uuid", request.getSourceVolumeUuid()));
    answer(
        observer,
        AgentMessages.snapshot(
            pool.snapshots().create(AgentRequests.name(request.getName()), source)));
  }

  @Override
  public void getSnapshot(GetSnapshotRequest request, StreamObserver<Snapshot> observer) {
    Pool pool = pool(request.getPoolId());
    SnapshotId id = snapshotId(pool, request.getUuid());
    answer(observer, snapshot(pool, id));
  }

  @Override
  public void listSnapshots(
      ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> observer) {
    Pool pool = pool(request.getPoolId());
    Page<io.cistern.pool.model.Snapshot> page =
        pool.snapshots()
            .list(
                AgentRequests.optionalUuid("source_volume_uuid", request.getSourceVolumeUuid())
                    .map(uuid -> new VolumeId(pool.info().id(), uuid)),
                AgentRequests.optionalUuid("after_uuid", request.getAfterUuid())
                    .map(uuid -> new SnapshotId(pool.info().id(), uuid)),
                AgentRequests.limit(request.getLimit()));
    answer(
        observer,
        ListSnapshotsResponse.newBuilder()
            .addAllSnapshots(page.items().stream().map(AgentMessages::snapshot).toList())
            .setMore(page.more())
            .build());
  }

  @Override
  public void getSnapshotBlocks(
      GetSnapshotBlocksRequest request, StreamObserver<SnapshotBlocks> observer) {
    Pool pool = pool(request.getPoolId());
    SnapshotId id = snapshotId(pool, request.getUuid());
    Optional<SnapshotId> base =
        AgentRequests.optionalUuid("base_uuid", request.getBaseUuid())
            .map(uuid -> new SnapshotId(pool.info().id(), uuid));
    int limit = AgentRequests.rangeLimit(request.getLimit());
    // Before the ranges: a snapshot that replaces this one meanwhile is told by its next page.
    Snapshot snapshot = snapshot(pool, id);
    Optional<Snapshot> older = base.map(known -> snapshot(pool, known));
    Page<BlockRange> page =
        base.map(known -> pool.snapshots().changed(known, id, request.getFrom(), limit))
            .orElseGet(() -> pool.snapshots().allocated(id, request.getFrom(), limit));
    answer(observer, AgentMessages.blocks(snapshot, older, page));
  }

  private static Snapshot snapshot(Pool pool, SnapshotId id) {
    return pool.snapshots()
        .find(id)
        .map(AgentMessages::snapshot)
        .orElseThrow(() -> NodeError.notFound("there is no snapshot " + id));
  }

  @Override
  public void deleteSnapshot(
      DeleteSnapshotRequest request, StreamObserver<DeleteSnapshotResponse> observer) {
    Pool pool = pool(request.getPoolId());
    pool.snapshots().delete(snapshotId(pool, request.getUuid()));
    answer(observer, DeleteSnapshotResponse.getDefaultInstance());
  }

  @Override
  public void createGroupSnapshot(
      CreateGroupSnapshotRequest request, StreamObserver<GroupSnapshot> observer) {
    Pool pool = pool(request.getPoolId());
    Set<VolumeId> sources =
        request.getSourceVolumeUuidsList().stream()
            .map(uuid -> AgentRequests.uuid("source_volume_uuids", uuid))
            .map(uuid -> new VolumeId(pool.info().id(), uuid))
            .collect(Collectors.toUnmodifiableSet());
    answer(
        observer,
        AgentMessages.group(
            pool.groupSnapshots().create(AgentRequests.name(request.getName()), sources)));
  }

  @Override
  public void getGroupSnapshot(
      GetGroupSnapshotRequest request, StreamObserver<GroupSnapshot> observer) {
    Pool pool = pool(request.getPoolId());
    GroupSnapshotId id = groupId(pool, request.getUuid());
    answer(
        observer,
        pool.groupSnapshots()
            .find(id)
            .map(AgentMessages::group)
            .orElseThrow(() -> NodeError.notFound("there is no group snapshot " + id)));
  }

  @Override
  public void deleteGroupSnapshot(
      DeleteGroupSnapshotRequest request, StreamObserver<DeleteGroupSnapshotResponse> observer) {
    Pool pool = pool(request.getPoolId());
    pool.groupSnapshots().delete(groupId(pool, request.getUuid()));
    answer(observer, DeleteGroupSnapshotResponse.getDefaultInstance());
  }

  private static Volume render(Pool pool, io.cistern.pool.model.Volume volume) {
    NodeVolume looked = new NodeVolume(pool, volume);
    return render(VolumeConditions.of(looked), looked);
  }

  private static Volume render(VolumeConditions conditions, NodeVolume volume) {
    return AgentMessages.volume(
        volume.volume(), conditions.condition(volume), conditions.attached(volume.id()));
  }

  private Pool pool(String text) {
    return pools.owned(AgentRequests.poolId(text));
  }

  private static VolumeId volumeId(Pool pool, String uuid) {
    return new VolumeId(pool.info().id(), uuid(uuid));
  }

  private static SnapshotId snapshotId(Pool pool, String uuid) {
    return new SnapshotId(pool.info().id(), uuid(uuid));
  }

  private static GroupSnapshotId groupId(Pool pool, String uuid) {
    return new GroupSnapshotId(pool.info().id(), uuid(uuid));
  }

  private static UUID uuid(String text) {
    return AgentRequests.uuid("uuid", text);
  }

  private static <T> void answer(StreamObserver<T> observer, T message) {
    observer.onNext(message);
    observer.onCompleted();
  }
}
