package io.cistern.controller.rpc;

import io.cistern.controller.ControllerError;
import io.cistern.controller.request.Fields;
import io.cistern.controller.snapshot.Snapshots;
import io.cistern.pool.model.SnapshotId;
import io.cistern.protocol.agent.SnapshotBlocks;
import io.cistern.protocol.csi.BlockMetadata;
import io.cistern.protocol.csi.BlockMetadataType;
import io.cistern.protocol.csi.GetMetadataAllocatedRequest;
import io.cistern.protocol.csi.GetMetadataAllocatedResponse;
import io.cistern.protocol.csi.GetMetadataDeltaRequest;
import io.cistern.protocol.csi.GetMetadataDeltaResponse;
import io.cistern.protocol.csi.SnapshotMetadataGrpc;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;

/**
 * CSI SnapshotMetadata: which blocks a snapshot has, and which differ from an older one's. Ranges
 * have any length, in whole 4 KiB.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#snapshot-metadata-service-rpcs">Snapshot
 *     Metadata Service</a>
 */
public final class SnapshotMetadataService extends SnapshotMetadataGrpc.SnapshotMetadataImplBase {
  private static final int USUAL_RESULTS = 1000;
  private static final int MOST_RESULTS = 10_000;

  private final Snapshots snapshots;

  public SnapshotMetadataService(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public void getMetadataAllocated(
      GetMetadataAllocatedRequest request, StreamObserver<GetMetadataAllocatedResponse> observer) {
    SnapshotId id = Fields.existing("snapshot_id", request.getSnapshotId(), SnapshotId::parse);
    int results = results(request.getMaxResults());
    BlockStream.send(
        observer,
        request.getStartingOffset(),
        from -> snapshots.blocks(id, Optional.empty(), from, results),
        page ->
            GetMetadataAllocatedResponse.newBuilder()
                .setBlockMetadataType(BlockMetadataType.VARIABLE_LENGTH)
                .setVolumeCapacityBytes(page.getSnapshot().getSizeBytes())
                .addAllBlockMetadata(ranges(page))
                .build());
  }

  @Override
  public void getMetadataDelta(
      GetMetadataDeltaRequest request, StreamObserver<GetMetadataDeltaResponse> observer) {
    Fields.required("target_snapshot_id", request.getTargetSnapshotId());
    SnapshotId base =
        Fields.existing("base_snapshot_id", request.getBaseSnapshotId(), SnapshotId::parse);
    SnapshotId target =
        Fields.existing("target_snapshot_id", request.getTargetSnapshotId(), SnapshotId::parse);
    int results = results(request.getMaxResults());
    BlockStream.send(
        observer,
        request.getStartingOffset(),
        from -> snapshots.blocks(target, Optional.of(base), from, results),
        page ->
            GetMetadataDeltaResponse.newBuilder()
                .setBlockMetadataType(BlockMetadataType.VARIABLE_LENGTH)
                .setVolumeCapacityBytes(page.getSnapshot().getSizeBytes())
                .addAllBlockMetadata(ranges(page))
                .build());
  }

  private static int results(int asked) {
    if (asked < 0) {
      throw new ControllerError.Invalid("max_results is not negative");
    }
    return asked == 0 ? USUAL_RESULTS : Math.min(asked, MOST_RESULTS);
  }

  private static List<BlockMetadata> ranges(SnapshotBlocks page) {
    return page.getRangesList().stream()
        .map(
            range ->
                BlockMetadata.newBuilder()
                    .setByteOffset(range.getOffset())
                    .setSizeBytes(range.getLength())
                    .build())
        .toList();
  }
}
