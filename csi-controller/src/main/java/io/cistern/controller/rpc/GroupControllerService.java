package io.cistern.controller.rpc;

import io.cistern.controller.group.GroupRendering;
import io.cistern.controller.group.GroupSnapshots;
import io.cistern.controller.parameters.SnapshotParameters;
import io.cistern.controller.request.Fields;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.GroupSnapshot;
import io.cistern.protocol.csi.CreateVolumeGroupSnapshotRequest;
import io.cistern.protocol.csi.CreateVolumeGroupSnapshotResponse;
import io.cistern.protocol.csi.DeleteVolumeGroupSnapshotRequest;
import io.cistern.protocol.csi.DeleteVolumeGroupSnapshotResponse;
import io.cistern.protocol.csi.GetVolumeGroupSnapshotRequest;
import io.cistern.protocol.csi.GetVolumeGroupSnapshotResponse;
import io.cistern.protocol.csi.GroupControllerGetCapabilitiesRequest;
import io.cistern.protocol.csi.GroupControllerGetCapabilitiesResponse;
import io.cistern.protocol.csi.GroupControllerGrpc;
import io.cistern.protocol.csi.GroupControllerServiceCapability;
import io.cistern.protocol.csi.GroupControllerServiceCapability.RPC.Type;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;

/** CSI GroupController. */
public final class GroupControllerService extends GroupControllerGrpc.GroupControllerImplBase {
  private final GroupSnapshots groups;

  public GroupControllerService(GroupSnapshots groups) {
    this.groups = groups;
  }

  @Override
  public void groupControllerGetCapabilities(
      GroupControllerGetCapabilitiesRequest request,
      StreamObserver<GroupControllerGetCapabilitiesResponse> observer) {
    GroupControllerServiceCapability.Builder capability =
        GroupControllerServiceCapability.newBuilder();
    capability.getRpcBuilder().setType(Type.CREATE_DELETE_GET_VOLUME_GROUP_SNAPSHOT);
    Answer.with(
        observer,
        GroupControllerGetCapabilitiesResponse.newBuilder().addCapabilities(capability).build());
  }

  @Override
  public void createVolumeGroupSnapshot(
      CreateVolumeGroupSnapshotRequest request,
      StreamObserver<CreateVolumeGroupSnapshotResponse> observer) {
    EntityName name = Fields.name(request.getName());
    Fields.requiredList("source_volume_ids", request.getSourceVolumeIdsList());
    SnapshotParameters.requireNone(request.getParametersMap());
    List<VolumeId> sources =
        Fields.allExisting("source_volume_ids", request.getSourceVolumeIdsList(), VolumeId::parse);
    GroupSnapshot group = groups.create(name, sources);
    Answer.with(
        observer,
        CreateVolumeGroupSnapshotResponse.newBuilder()
            .setGroupSnapshot(GroupRendering.group(group))
            .build());
  }

  @Override
  public void deleteVolumeGroupSnapshot(
      DeleteVolumeGroupSnapshotRequest request,
      StreamObserver<DeleteVolumeGroupSnapshotResponse> observer) {
    Optional<GroupSnapshotId> id =
        GroupSnapshotId.parse(Fields.required("group_snapshot_id", request.getGroupSnapshotId()));
    // A malformed id is not of ours: what it names is gone, or never was.
    id.ifPresent(known -> groups.delete(known, members(request.getSnapshotIdsList())));
    Answer.with(observer, DeleteVolumeGroupSnapshotResponse.getDefaultInstance());
  }

  @Override
  public void getVolumeGroupSnapshot(
      GetVolumeGroupSnapshotRequest request,
      StreamObserver<GetVolumeGroupSnapshotResponse> observer) {
    GroupSnapshotId id =
        Fields.existing("group_snapshot_id", request.getGroupSnapshotId(), GroupSnapshotId::parse);
    GroupSnapshot group = groups.get(id, members(request.getSnapshotIdsList()));
    Answer.with(
        observer,
        GetVolumeGroupSnapshotResponse.newBuilder()
            .setGroupSnapshot(GroupRendering.group(group))
            .build());
  }

  private static List<SnapshotId> members(List<String> ids) {
    return Fields.all("snapshot_ids", ids, SnapshotId::parse);
  }
}
