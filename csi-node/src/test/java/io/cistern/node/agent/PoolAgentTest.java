package io.cistern.node.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cistern.node.csi.KernelNode;
import io.cistern.node.error.PoolErrorStatus;
import io.cistern.node.pools.NodePools;
import io.cistern.node.topology.NodeIdentity;
import io.cistern.pool.LockingPool;
import io.cistern.pool.memory.MemoryPool;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.AccessType;
import io.cistern.protocol.agent.BlockRange;
import io.cistern.protocol.agent.ContentSource;
import io.cistern.protocol.agent.CreateGroupSnapshotRequest;
import io.cistern.protocol.agent.CreateSnapshotRequest;
import io.cistern.protocol.agent.CreateVolumeRequest;
import io.cistern.protocol.agent.DeleteSnapshotRequest;
import io.cistern.protocol.agent.DeleteVolumeRequest;
import io.cistern.protocol.agent.DescribeRequest;
import io.cistern.protocol.agent.ExpandVolumeRequest;
import io.cistern.protocol.agent.GetSnapshotBlocksRequest;
import io.cistern.protocol.agent.GetVolumeRequest;
import io.cistern.protocol.agent.ListVolumesRequest;
import io.cistern.protocol.agent.PoolAgentGrpc;
import io.cistern.protocol.agent.Provisioning;
import io.cistern.protocol.agent.Snapshot;
import io.cistern.protocol.agent.SnapshotBlocks;
import io.cistern.protocol.agent.Volume;
import io.cistern.protocol.agent.VolumeSpec;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcChannels;
import io.cistern.protocol.transport.GrpcServer;
import io.cistern.protocol.transport.ServerOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolAgentTest {
  private static final long GIB = 1L << 30;

  @TempDir private Path directory;
  private final MemoryPool pool = new MemoryPool(new PoolName("alpha"), ByteSize.ofGiB(64));
  private GrpcServer server;
  private ManagedChannel channel;
  private PoolAgentGrpc.PoolAgentBlockingStub agent;
  private String poolId;

  @BeforeEach
  void start() {
    NodePools pools = new NodePools(List.of(new LockingPool(pool)), List.of());
    poolId = pool.info().id().value();
    server =
        GrpcServer.start(
            new Endpoint.UnixSocket(directory.resolve("a.sock")),
            Optional.empty(),
            List.of(new PoolAgent(new NodeIdentity("node-1"), pools, new KernelNode(pools))),
            ServerOptions.of(new PoolErrorStatus()));
    channel = GrpcChannels.connect(server.endpoint(), Optional.empty());
    agent = PoolAgentGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void end() {
    channel.shutdownNow();
    server.close();
  }

  private static void refused(Status.Code code, ThrowingCallable call) {
    StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call);
    assertThat(refusal.getStatus().getCode()).as(refusal.getMessage()).isEqualTo(code);
  }

  private CreateVolumeRequest.Builder request(String name) {
    return CreateVolumeRequest.newBuilder()
        .setPoolId(poolId)
        .setSpec(
            VolumeSpec.newBuilder()
                .setName(name)
                .setRequiredBytes(GIB)
                .setAccessType(AccessType.FILE_SYSTEM)
                .setFsType("xfs")
                .addAccessModes("SINGLE_NODE_WRITER")
                .setProvisioning(Provisioning.THIN)
                .putParameters("provisioning", "thin"));
  }

  @Test
  void theNodeAndItsPoolsAreDescribed() {
    var description = agent.describe(DescribeRequest.getDefaultInstance());

    assertThat(description.getNodeId()).isEqualTo("node-1");
    assertThat(description.getTopologyMap())
        .containsOnly(java.util.Map.entry("topology.csi.cistern.io/node", "node-1"));
    assertThat(description.getPoolsList()).hasSize(1);
    assertThat(description.getPools(0).getName()).isEqualTo("alpha");
    assertThat(description.getPools(0).getCapacity().getTotal()).isEqualTo(64 * GIB);
  }

  @Test
  void aReplayedCreateReturnsTheSameVolumeAndAnotherRequestConflicts() {
    Volume volume = agent.createVolume(request("pvc-1").build());

    assertThat(agent.createVolume(request("pvc-1").build())).isEqualTo(volume);
    assertThat(volume.getSizeBytes()).isEqualTo(GIB);
    assertThat(volume.getSpec()).isEqualTo(request("pvc-1").getSpec());
    CreateVolumeRequest.Builder other = request("pvc-1");
    other.getSpecBuilder().setFsType("ext4");
    refused(Status.Code.ALREADY_EXISTS, () -> agent.createVolume(other.build()));
  }

  @Test
  void onlyALookAtAVolumeSaysItsCondition() {
    Volume made = agent.createVolume(request("pvc-1").build());

    assertThat(made.hasCondition()).isFalse();
    Volume looked =
        agent.getVolume(
            GetVolumeRequest.newBuilder()
                .setPoolId(made.getPoolId())
                .setUuid(made.getUuid())
                .build());
    assertThat(looked.hasCondition()).isTrue();
    assertThat(looked.getCondition().getAbnormal()).isFalse();
    assertThat(looked.toBuilder().clearCondition().build()).isEqualTo(made);
  }

  @Test
  void aPoolOfAnotherNodeIsUnavailableAndNeverSaidToBeWithoutTheVolume() {
    String elsewhere = PoolId.random().value();
    String uuid = UUID.randomUUID().toString();

    refused(
        Status.Code.UNAVAILABLE,
        () ->
            agent.getVolume(
                GetVolumeRequest.newBuilder().setPoolId(elsewhere).setUuid(uuid).build()));
    refused(
        Status.Code.UNAVAILABLE,
        () ->
            agent.deleteVolume(
                DeleteVolumeRequest.newBuilder().setPoolId(elsewhere).setUuid(uuid).build()));
    refused(
        Status.Code.NOT_FOUND,
        () ->
            agent.getVolume(GetVolumeRequest.newBuilder().setPoolId(poolId).setUuid(uuid).build()));
  }

  @Test
  void aStagedVolumeIsNotDeleted() {
    Volume volume = agent.createVolume(request("pvc-1").build());
    VolumeId id = new VolumeId(pool.info().id(), UUID.fromString(volume.getUuid()));
    var _ = pool.attachments().attach(id);
    DeleteVolumeRequest delete =
        DeleteVolumeRequest.newBuilder().setPoolId(poolId).setUuid(volume.getUuid()).build();

    refused(Status.Code.FAILED_PRECONDITION, () -> agent.deleteVolume(delete));
    assertThat(pool.volumes().find(id)).isPresent();

    pool.attachments().detach(id);
    var _ = agent.deleteVolume(delete);
    var _ = agent.deleteVolume(delete);
    assertThat(pool.volumes().find(id)).isEmpty();
  }

  @Test
  void pagesFollowEachOtherInTheOrderOfTheUuids() {
    for (int i = 0; i < 5; i++) {
      var _ = agent.createVolume(request("pvc-" + i).build());
    }
    ListVolumesRequest.Builder page = ListVolumesRequest.newBuilder().setPoolId(poolId).setLimit(3);

    var first = agent.listVolumes(page.build());
    var second = agent.listVolumes(page.setAfterUuid(first.getVolumes(2).getUuid()).build());

    assertThat(first.getMore()).isTrue();
    assertThat(second.getMore()).isFalse();
    assertThat(second.getVolumesCount()).isEqualTo(2);
    refused(Status.Code.INVALID_ARGUMENT, () -> agent.listVolumes(page.setLimit(0).build()));
    refused(Status.Code.INVALID_ARGUMENT, () -> agent.listVolumes(page.setLimit(1001).build()));
  }

  @Test
  void aVolumeRestoredFromASnapshotNamesItsSource() {
    Volume volume = agent.createVolume(request("pvc-1").build());
    Snapshot snapshot = snapshot("snapshot-1", volume);
    CreateVolumeRequest.Builder restore = request("pvc-2");
    restore
        .getSpecBuilder()
        .setSource(ContentSource.newBuilder().setSnapshotUuid(snapshot.getUuid()));

    Volume restored = agent.createVolume(restore.build());

    assertThat(snapshot.getReady()).isTrue();
    assertThat(restored.getSpec().getSource().getSnapshotUuid()).isEqualTo(snapshot.getUuid());
  }

  @Test
  void aMemberOfAGroupIsNotDeletedAlone() {
    Volume volume = agent.createVolume(request("pvc-1").build());
    var group =
        agent.createGroupSnapshot(
            CreateGroupSnapshotRequest.newBuilder()
                .setPoolId(poolId)
                .setName("group-1")
                .addSourceVolumeUuids(volume.getUuid())
                .build());

    assertThat(group.getSnapshots(0).getGroupUuid()).isEqualTo(group.getUuid());
    refused(
        Status.Code.FAILED_PRECONDITION,
        () ->
            agent.deleteSnapshot(
                DeleteSnapshotRequest.newBuilder()
                    .setPoolId(poolId)
                    .setUuid(group.getSnapshots(0).getUuid())
                    .build()));
  }

  @Test
  void whatIsImpossibleIsRefusedWithItsOwnStatus() {
    Volume volume = agent.createVolume(request("pvc-1").build());
    ExpandVolumeRequest.Builder expand =
        ExpandVolumeRequest.newBuilder().setPoolId(poolId).setUuid(volume.getUuid());

    refused(
        Status.Code.OUT_OF_RANGE,
        () -> agent.expandVolume(expand.setRequiredBytes(1L << 60).build()));
    refused(
        Status.Code.INVALID_ARGUMENT,
        () -> agent.expandVolume(expand.setRequiredBytes(-1).build()));
    CreateVolumeRequest.Builder huge = request("pvc-2");
    huge.getSpecBuilder().setRequiredBytes(1L << 60);
    refused(Status.Code.OUT_OF_RANGE, () -> agent.createVolume(huge.build()));
    CreateVolumeRequest.Builder nameless = request("");
    refused(Status.Code.INVALID_ARGUMENT, () -> agent.createVolume(nameless.build()));
    refused(
        Status.Code.INVALID_ARGUMENT,
        () ->
            agent.getVolume(GetVolumeRequest.newBuilder().setPoolId("../..").setUuid("x").build()));
  }

  @Test
  void theBlocksOfASnapshotComeAPageAtATimeWithTheSnapshotsTheyAreOf() {
    Volume volume = agent.createVolume(request("pvc-1").build());
    VolumeId id = new VolumeId(pool.info().id(), UUID.fromString(volume.getUuid()));
    pool.write(id, 0, new byte[] {1});
    Snapshot base = snapshot("base", volume);
    pool.write(id, 8192, new byte[] {1});
    pool.write(id, 16384, new byte[] {1});
    Snapshot target = snapshot("target", volume);
    GetSnapshotBlocksRequest.Builder delta =
        GetSnapshotBlocksRequest.newBuilder()
            .setPoolId(poolId)
            .setUuid(target.getUuid())
            .setBaseUuid(base.getUuid())
            .setLimit(1);

    SnapshotBlocks first = agent.getSnapshotBlocks(delta.build());
    assertThat(first.getSnapshot()).isEqualTo(target);
    assertThat(first.getBase()).isEqualTo(base);
    assertThat(first.getRanges(0).getOffset()).isEqualTo(8192);
    assertThat(first.getMore()).isTrue();
    SnapshotBlocks second = agent.getSnapshotBlocks(delta.clone().setFrom(8192 + 4096).build());
    assertThat(second.getRanges(0).getOffset()).isEqualTo(16384);
    assertThat(second.getMore()).isFalse();
    assertThat(agent.getSnapshotBlocks(delta.clone().clearBaseUuid().build()).getRanges(0))
        .isEqualTo(BlockRange.newBuilder().setLength(4096).build());

    refused(
        Status.Code.OUT_OF_RANGE, () -> agent.getSnapshotBlocks(delta.clone().setFrom(-1).build()));
    refused(
        Status.Code.INVALID_ARGUMENT,
        () -> agent.getSnapshotBlocks(delta.clone().clearLimit().build()));
  }

  private Snapshot snapshot(String name, Volume volume) {
    return agent.createSnapshot(
        CreateSnapshotRequest.newBuilder()
            .setPoolId(poolId)
            .setName(name)
            .setSourceVolumeUuid(volume.getUuid())
            .build());
  }
}
