package io.cistern.controller.snapshot;

import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.csi.ListSnapshotsRequest;
import java.util.Optional;

/** Which snapshots are asked for. */
public sealed interface SnapshotFilter {
  /** All. */
  record All() implements SnapshotFilter {}

  /** None: an id is malformed, so nothing of ours has it. */
  record None() implements SnapshotFilter {}

  /**
   * Those of one volume.
   *
   * @param volume which need not exist any more
   */
  record OfVolume(VolumeId volume) implements SnapshotFilter {}

  /**
   * One.
   *
   * @param snapshot which one
   * @param ofVolume and only if it is of this volume; empty for of any
   */
  record One(SnapshotId snapshot, Optional<VolumeId> ofVolume) implements SnapshotFilter {}

  /** Never fails: an unknown id is an empty list. */
  static SnapshotFilter parse(ListSnapshotsRequest request) {
    Optional<VolumeId> volume = VolumeId.parse(request.getSourceVolumeId());
    Optional<SnapshotId> snapshot = SnapshotId.parse(request.getSnapshotId());
    boolean byVolume = !request.getSourceVolumeId().isEmpty();
    boolean byId = !request.getSnapshotId().isEmpty();
    if ((byVolume && volume.isEmpty()) || (byId && snapshot.isEmpty())) {
      return new None();
    }
    return snapshot
        .<SnapshotFilter>map(id -> new One(id, volume))
        .or(() -> volume.map(OfVolume::new))
        .orElseGet(All::new);
  }
}
