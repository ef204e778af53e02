package io.cistern.controller.testing;

import io.cistern.pool.Pool;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
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
import io.cistern.protocol.agent.PoolDescription;
import io.cistern.protocol.agent.Snapshot;
import io.cistern.protocol.agent.SnapshotBlocks;
import io.cistern.protocol.agent.Volume;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The agent's service, straight over a pool. */
public final class TestPoolAgent extends PoolAgentGrpc.PoolAgentImplBase {
  private final String nodeId;
  private final Map<String, String> topology;
  private final Pool pool;
  private volatile Runnable beforeCreate = () -> {};
  private volatile Runnable afterCreate = () -> {};

  TestPoolAgent(String nodeId, Map<String, String> topology, Pool pool) {
    this.nodeId = nodeId;
    this.topology = topology;
    this.pool = pool;
  }

  /** Has each CreateVolume run this first. */
  public void beforeCreate(Runnable behaviour) {
    beforeCreate = behaviour;
  }

  /** Has each CreateVolume run this when the volume is made and before it is answered. */
  public void afterCreate(Runnable behaviour) {
    afterCreate = behaviour;
  }

  private <T> void answer(StreamObserver<T> observer, String poolId, Supplier<T> call) {
    if (!poolId.equals(pool.info().id().value())) {
      throw new PoolError.NotFound("no pool " + poolId);
    }
    observer.onNext(call.get());
    observer.onCompleted();
  }

  private VolumeId volumeId(String uuid) {
    return new VolumeId(pool.info().id(), UUID.fromString(uuid));
  }

  private SnapshotId snapshotId(String uuid) {
    return new SnapshotId(pool.info().id(), UUID.fromString(uuid));
  }

  private GroupSnapshotId groupId(String uuid) {
    return new GroupSnapshotId(pool.info().id(), UUID.fromString(uuid));
  }

  private Volume render(io.cistern.pool.model.Volume volume) {
    return TestRendering.volume(volume, pool);
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<DescribeResponse> observer) {
    answer(
        observer,
        pool.info().id().value(),
        () ->
            DescribeResponse.newBuilder()
                .setNodeId(nodeId)
                .putAllTopology(topology)
                .addPools(
                    PoolDescription.newBuilder()
                        .setPoolId(pool.info().id().value())
                        .setName(pool.info().name().value())
                        .setBackend(pool.info().backend())
                        .setCapacity(TestRendering.capacity(pool.capacity())))
                .build());
  }

  @Override
  public void createVolume(CreateVolumeRequest request, StreamObserver<Volume> observer) {
    beforeCreate.run();
    answer(
        observer,
        request.getPoolId(),
        () -> {
          Volume made = render(pool.volumes().create(TestRendering.spec(pool, request.getSpec())));
          afterCreate.run();
          return made;
        });
  }

  @Override
  public void getVolume(GetVolumeRequest request, StreamObserver<Volume> observer) {
    answer(
        observer,
        request.getPoolId(),
        () ->
            pool.volumes()
                .find(volumeId(request.getUuid()))
                .map(this::render)
                .orElseThrow(() -> new PoolError.NotFound("no such volume")));
  }

  @Override
  public void listVolumes(
      ListVolumesRequest request, StreamObserver<ListVolumesResponse> observer) {
    answer(
        observer,
        request.getPoolId(),
        () -> {
          var page =
              pool.volumes()
                  .list(
                      Optional.of(request.getAfterUuid())
                          .filter(uuid -> !uuid.isEmpty())
                          .map(this::volumeId),
                      request.getLimit());
          return ListVolumesResponse.newBuilder()
              .addAllVolumes(page.items().stream().map(this::render).toList())
              .setMore(page.more())
              .build();
        });
  }

  @Override
  public void deleteVolume(
      DeleteVolumeRequest request, StreamObserver<DeleteVolumeResponse> observer) {
    answer(
        observer,
        request.getPoolId(),
        () -> {
          pool.volumes().delete(volumeId(request.getUuid()));
          return DeleteVolumeResponse.getDefaultInstance();
        });
  }

  @Override
  public void expandVolume(ExpandVolumeRequest request, StreamObserver<Volume> observer) {
    answer(
        observer,
        request.getPoolId(),
        () ->
            render(
                pool.volumes()
                    .expand(
                        volumeId(request.getUuid()),
                        new CapacityRange(
                            new ByteSize(request.getRequiredBytes()),
                            new ByteSize(request.getLimitBytes())))));
  }

  @Override
  public void modifyVolume(ModifyVolumeRequest request, StreamObserver<Volume> observer) {
    answer(
        observer,
        request.getPoolId(),
        () ->
            render(pool.volumes().modify(volumeId(request.getUuid()), request.getParametersMap())));
  }

  @Override
  public void createSnapshot(CreateSnapshotRequest request, StreamObserver<Snapshot> observer) {
    answer(
        observer,
        request.getPoolId(),
        () ->
            TestRendering.snapshot(
                pool.snapshots()
                    .create(
                        new EntityName(request.getName()),
                        volumeId(request.getSourceVolumeUuid()))));
  }

  @Override
  public void getSnapshot(GetSnapshotRequest request, StreamObserver<Snapshot> observer) {
    answer(
        observer,
        request.getPoolId(),
        () ->
            pool.snapshots()
                .find(snapshotId(request.getUuid()))
                .map(TestRendering::snapshot)
                .orElseThrow(() -> new PoolError.NotFound("no such snapshot")));
  }

  @Override
  public void getSnapshotBlocks(
      GetSnapshotBlocksRequest request, StreamObserver<SnapshotBlocks> observer) {
    answer(
        observer,
        request.getPoolId(),
        () -> {
          SnapshotId id = snapshotId(request.getUuid());
          Optional<SnapshotId> base =
              Optional.of(request.getBaseUuid())
                  .filter(uuid -> !uuid.isEmpty())
                  .map(this::snapshotId);
          var page =
              base.map(
                      older ->
                          pool.snapshots()
                              .changed(older, id, request.getFrom(), request.getLimit()))
                  .orElseGet(
                      () -> pool.snapshots().allocated(id, request.getFrom(), request.getLimit()));
          SnapshotBlocks.Builder blocks = SnapshotBlocks.newBuilder().setMore(page.more());
          pool.snapshots().find(id).map(TestRendering::snapshot).ifPresent(blocks::setSnapshot);
          base.flatMap(pool.snapshots()::find)
              .map(TestRendering::snapshot)
              .ifPresent(blocks::setBase);
          page.items()
              .forEach(
                  range ->
                      blocks
                          .addRangesBuilder()
                          .setOffset(range.offset())
                          .setLength(range.length()));
          return blocks.build();
        });
  }

  @Override
  public void listSnapshots(
      ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> observer) {
    answer(
        observer,
        request.getPoolId(),
        () -> {
          var page =
              pool.snapshots()
                  .list(
                      Optional.of(request.getSourceVolumeUuid())
                          .filter(uuid -> !uuid.isEmpty())
                          .map(this::volumeId),
                      Optional.of(request.getAfterUuid())
                          .filter(uuid -> !uuid.isEmpty())
                          .map(this::snapshotId),
                      request.getLimit());
          return ListSnapshotsResponse.newBuilder()
              .addAllSnapshots(page.items().stream().map(TestRendering::snapshot).toList())
              .setMore(page.more())
              .build();
        });
  }

  @Override
  public void deleteSnapshot(
      DeleteSnapshotRequest request, StreamObserver<DeleteSnapshotResponse> observer) {
    answer(
        observer,
        request.getPoolId(),
        () -> {
          pool.snapshots().delete(snapshotId(request.getUuid()));
          return DeleteSnapshotResponse.getDefaultInstance();
        });
  }

  @Override
  public void createGroupSnapshot(
      CreateGroupSnapshotRequest request, StreamObserver<GroupSnapshot> observer) {
    answer(
        observer,
        request.getPoolId(),
        () ->
            TestRendering.group(
                pool.groupSnapshots()
                    .create(
                        new EntityName(request.getName()),
                        request.getSourceVolumeUuidsList().stream()
                            .map(this::volumeId)
                            .collect(Collectors.toSet()))));
  }

  @Override
  public void getGroupSnapshot(
      GetGroupSnapshotRequest request, StreamObserver<GroupSnapshot> observer) {
    answer(
        observer,
        request.getPoolId(),
        () ->
            pool.groupSnapshots()
                .find(groupId(request.getUuid()))
                .map(TestRendering::group)
                .orElseThrow(() -> new PoolError.NotFound("no such group")));
  }

  @Override
  public void deleteGroupSnapshot(
      DeleteGroupSnapshotRequest request, StreamObserver<DeleteGroupSnapshotResponse> observer) {
    answer(
        observer,
        request.getPoolId(),
        () -> {
          pool.groupSnapshots().delete(groupId(request.getUuid()));
          return DeleteGroupSnapshotResponse.getDefaultInstance();
        });
  }
}
