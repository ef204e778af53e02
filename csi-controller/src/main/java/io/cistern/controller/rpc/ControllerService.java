package io.cistern.controller.rpc;

import com.google.protobuf.Int64Value;
import io.cistern.controller.agents.Agents;
import io.cistern.controller.capability.Capabilities;
import io.cistern.controller.capability.VolumeUse;
import io.cistern.controller.capacity.CapacityQuestion;
import io.cistern.controller.capacity.Room;
import io.cistern.controller.paging.PageRequest;
import io.cistern.controller.parameters.ClassParameters;
import io.cistern.controller.parameters.MutableParameters;
import io.cistern.controller.parameters.SnapshotParameters;
import io.cistern.controller.placement.CopyPlacement;
import io.cistern.controller.request.Fields;
import io.cistern.controller.request.Sizes;
import io.cistern.controller.snapshot.SnapshotFilter;
import io.cistern.controller.snapshot.SnapshotRendering;
import io.cistern.controller.snapshot.Snapshots;
import io.cistern.controller.volume.NewVolume;
import io.cistern.controller.volume.PlacedVolume;
import io.cistern.controller.volume.VolumeRendering;
import io.cistern.controller.volume.Volumes;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.Snapshot;
import io.cistern.protocol.agent.Volume;
import io.cistern.protocol.csi.ControllerExpandVolumeRequest;
import io.cistern.protocol.csi.ControllerExpandVolumeResponse;
import io.cistern.protocol.csi.ControllerGetCapabilitiesRequest;
import io.cistern.protocol.csi.ControllerGetCapabilitiesResponse;
import io.cistern.protocol.csi.ControllerGetVolumeRequest;
import io.cistern.protocol.csi.ControllerGetVolumeResponse;
import io.cistern.protocol.csi.ControllerGrpc;
import io.cistern.protocol.csi.ControllerModifyVolumeRequest;
import io.cistern.protocol.csi.ControllerModifyVolumeResponse;
import io.cistern.protocol.csi.ControllerServiceCapability.RPC.Type;
import io.cistern.protocol.csi.CreateSnapshotRequest;
import io.cistern.protocol.csi.CreateSnapshotResponse;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.CreateVolumeResponse;
import io.cistern.protocol.csi.DeleteSnapshotRequest;
import io.cistern.protocol.csi.DeleteSnapshotResponse;
import io.cistern.protocol.csi.DeleteVolumeRequest;
import io.cistern.protocol.csi.DeleteVolumeResponse;
import io.cistern.protocol.csi.GetCapacityRequest;
import io.cistern.protocol.csi.GetCapacityResponse;
import io.cistern.protocol.csi.GetSnapshotRequest;
import io.cistern.protocol.csi.GetSnapshotResponse;
import io.cistern.protocol.csi.ListSnapshotsRequest;
import io.cistern.protocol.csi.ListSnapshotsResponse;
import io.cistern.protocol.csi.ListVolumesRequest;
import io.cistern.protocol.csi.ListVolumesResponse;
import io.cistern.protocol.csi.ValidateVolumeCapabilitiesRequest;
import io.cistern.protocol.csi.ValidateVolumeCapabilitiesResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;

/**
 * CSI Controller. ControllerPublishVolume and ControllerUnpublishVolume are not offered: a volume
 * is attached by its node alone.
 */
public final class ControllerService extends ControllerGrpc.ControllerImplBase {
  private static final List<Type> CAPABILITIES =
      List.of(
          Type.CREATE_DELETE_VOLUME,
          Type.LIST_VOLUMES,
          Type.GET_CAPACITY,
          Type.CREATE_DELETE_SNAPSHOT,
          Type.LIST_SNAPSHOTS,
          Type.GET_SNAPSHOT,
          Type.CLONE_VOLUME,
          Type.EXPAND_VOLUME,
          Type.GET_VOLUME,
          Type.VOLUME_CONDITION,
          Type.SINGLE_NODE_MULTI_WRITER,
          Type.MODIFY_VOLUME);

  private final Volumes volumes;
  private final Snapshots snapshots;
  private final Agents agents;
  private final CopyPlacement copies;

  public ControllerService(
      Volumes volumes, Snapshots snapshots, Agents agents, CopyPlacement copies) {
    this.volumes = volumes;
    this.snapshots = snapshots;
    this.agents = agents;
    this.copies = copies;
  }

  @Override
  public void controllerGetCapabilities(
      ControllerGetCapabilitiesRequest request,
      StreamObserver<ControllerGetCapabilitiesResponse> observer) {
    ControllerGetCapabilitiesResponse.Builder response =
        ControllerGetCapabilitiesResponse.newBuilder();
    CAPABILITIES.forEach(type -> response.addCapabilitiesBuilder().getRpcBuilder().setType(type));
    Answer.with(observer, response.build());
  }

  @Override
  public void createVolume(
      CreateVolumeRequest request, StreamObserver<CreateVolumeResponse> observer) {
    PlacedVolume volume = volumes.create(NewVolume.parse(request, copies));
    Answer.with(
        observer,
        CreateVolumeResponse.newBuilder().setVolume(VolumeRendering.volume(volume)).build());
  }

  @Override
  public void deleteVolume(
      DeleteVolumeRequest request, StreamObserver<DeleteVolumeResponse> observer) {
    // A malformed id is not of ours: what it names is gone, or never was.
    VolumeId.parse(Fields.required("volume_id", request.getVolumeId())).ifPresent(volumes::delete);
    Answer.with(observer, DeleteVolumeResponse.getDefaultInstance());
  }

  @Override
  public void validateVolumeCapabilities(
      ValidateVolumeCapabilitiesRequest request,
      StreamObserver<ValidateVolumeCapabilitiesResponse> observer) {
    Fields.required("volume_id", request.getVolumeId());
    Capabilities.requireWellFormed(request.getVolumeCapabilitiesList());
    Volume volume = volumes.get(volumeId(request.getVolumeId())).volume();
    Optional<String> mismatch =
        VolumeUse.mismatch(volume.getSpec(), request.getVolumeCapabilitiesList());
    ValidateVolumeCapabilitiesResponse.Builder response =
        ValidateVolumeCapabilitiesResponse.newBuilder();
    if (mismatch.isPresent()) {
      response.setMessage(mismatch.get());
    } else {
      ClassParameters.parse(request.getParametersMap(), request.getModifiableParametersMap());
      response
          .getConfirmedBuilder()
          .putAllVolumeContext(request.getVolumeContextMap())
          .addAllVolumeCapabilities(request.getVolumeCapabilitiesList())
          .putAllParameters(request.getParametersMap())
          .putAllModifiableParameters(request.getModifiableParametersMap());
    }
    Answer.with(observer, response.build());
  }

  @Override
  public void listVolumes(
      ListVolumesRequest request, StreamObserver<ListVolumesResponse> observer) {
    Page<PlacedVolume> page =
        volumes.list(PageRequest.parse(request.getMaxEntries(), request.getStartingToken()));
    ListVolumesResponse.Builder response = ListVolumesResponse.newBuilder();
    for (PlacedVolume volume : page.items()) {
      response
          .addEntriesBuilder()
          .setVolume(VolumeRendering.volume(volume))
          .getStatusBuilder()
          .setVolumeCondition(VolumeRendering.condition(volume.volume().getCondition()));
    }
    if (page.more()) {
      response.setNextToken(VolumeRendering.id(page.items().getLast().volume()).toString());
    }
    Answer.with(observer, response.build());
  }

  @Override
  public void getCapacity(
      GetCapacityRequest request, StreamObserver<GetCapacityResponse> observer) {
    Room room = Room.of(CapacityQuestion.parse(request), agents);
    GetCapacityResponse.Builder response =
        GetCapacityResponse.newBuilder().setAvailableCapacity(room.available().bytes());
    room.bounds()
        .ifPresent(
            bounds ->
                response
                    .setMinimumVolumeSize(Int64Value.of(bounds.minimum().bytes()))
                    .setMaximumVolumeSize(Int64Value.of(bounds.maximum().bytes())));
    Answer.with(observer, response.build());
  }

  @Override
  public void controllerGetVolume(
      ControllerGetVolumeRequest request, StreamObserver<ControllerGetVolumeResponse> observer) {
    PlacedVolume volume = volumes.get(volumeId(request.getVolumeId()));
    ControllerGetVolumeResponse.Builder response =
        ControllerGetVolumeResponse.newBuilder().setVolume(VolumeRendering.volume(volume));
    response
        .getStatusBuilder()
        .setVolumeCondition(VolumeRendering.condition(volume.volume().getCondition()));
    Answer.with(observer, response.build());
  }

  @Override
  public void controllerExpandVolume(
      ControllerExpandVolumeRequest request,
      StreamObserver<ControllerExpandVolumeResponse> observer) {
    Fields.required("volume_id", request.getVolumeId());
    CapacityRange range = Sizes.toGrowTo(request.getCapacityRange());
    if (request.hasVolumeCapability()) {
      Capabilities.parse(List.of(request.getVolumeCapability()));
    }
    Volume volume = volumes.expand(volumeId(request.getVolumeId()), range);
    Answer.with(
        observer,
        ControllerExpandVolumeResponse.newBuilder()
            .setCapacityBytes(volume.getSizeBytes())
            // Also for a raw device: its loop device has to be told of the new size on the node.
            .setNodeExpansionRequired(true)
            .build());
  }

  @Override
  public void controllerModifyVolume(
      ControllerModifyVolumeRequest request,
      StreamObserver<ControllerModifyVolumeResponse> observer) {
    Fields.required("volume_id", request.getVolumeId());
    VolumeId id = volumeId(request.getVolumeId());
    volumes.modify(id, MutableParameters.parse(request.getModifiableParametersMap()));
    Answer.with(observer, ControllerModifyVolumeResponse.getDefaultInstance());
  }

  @Override
  public void createSnapshot(
      CreateSnapshotRequest request, StreamObserver<CreateSnapshotResponse> observer) {
    EntityName name = Fields.name(request.getName());
    Fields.required("source_volume_id", request.getSourceVolumeId());
    SnapshotParameters.requireNone(request.getParametersMap());
    VolumeId source =
        Fields.existing("source_volume_id", request.getSourceVolumeId(), VolumeId::parse);
    Snapshot snapshot = snapshots.create(name, source);
    Answer.with(
        observer,
        CreateSnapshotResponse.newBuilder()
            .setSnapshot(SnapshotRendering.snapshot(snapshot))
            .build());
  }

  @Override
  public void deleteSnapshot(
      DeleteSnapshotRequest request, StreamObserver<DeleteSnapshotResponse> observer) {
    // A malformed id is not of ours: what it names is gone, or never was.
    SnapshotId.parse(Fields.required("snapshot_id", request.getSnapshotId()))
        .ifPresent(snapshots::delete);
    Answer.with(observer, DeleteSnapshotResponse.getDefaultInstance());
  }

  @Override
  public void listSnapshots(
      ListSnapshotsRequest request, StreamObserver<ListSnapshotsResponse> observer) {
    Page<Snapshot> page =
        snapshots.list(
            SnapshotFilter.parse(request),
            PageRequest.parse(request.getMaxEntries(), request.getStartingToken()));
    ListSnapshotsResponse.Builder response = ListSnapshotsResponse.newBuilder();
    page.items()
        .forEach(
            snapshot ->
                response.addEntriesBuilder().setSnapshot(SnapshotRendering.snapshot(snapshot)));
    if (page.more()) {
      response.setNextToken(SnapshotRendering.id(page.items().getLast()).toString());
    }
    Answer.with(observer, response.build());
  }

  @Override
  public void getSnapshot(
      GetSnapshotRequest request, StreamObserver<GetSnapshotResponse> observer) {
    SnapshotId id = Fields.existing("snapshot_id", request.getSnapshotId(), SnapshotId::parse);
    Answer.with(
        observer,
        GetSnapshotResponse.newBuilder()
            .setSnapshot(SnapshotRendering.snapshot(snapshots.get(id)))
            .build());
  }

  private static VolumeId volumeId(String text) {
    return Fields.existing("volume_id", text, VolumeId::parse);
  }
}
