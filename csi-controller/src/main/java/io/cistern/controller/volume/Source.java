package io.cistern.controller.volume;

import io.cistern.controller.ControllerError;
import io.cistern.controller.request.Fields;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.ContentSource;
import io.cistern.protocol.csi.VolumeContentSource;
import java.util.Optional;

/** Where the first bytes of a new volume come from. */
public sealed interface Source {
  /** Nowhere. */
  record Blank() implements Source {}

  /**
   * A volume, as it is at the moment of the copy.
   *
   * @param id the volume
   */
  record OfVolume(VolumeId id) implements Source {}

  /**
   * A snapshot.
   *
   * @param id the snapshot
   */
  record OfSnapshot(SnapshotId id) implements Source {}

  /**
   * @throws ControllerError.Invalid if a source is given and names nothing
   * @throws ControllerError.NotFound if its id is malformed, so that it cannot exist
   */
  static Source parse(VolumeContentSource given) {
    return switch (given.getTypeCase()) {
      case SNAPSHOT ->
          new OfSnapshot(
              Fields.existing(
                  "snapshot_id", given.getSnapshot().getSnapshotId(), SnapshotId::parse));
      case VOLUME ->
          new OfVolume(
              Fields.existing("volume_id", given.getVolume().getVolumeId(), VolumeId::parse));
      case TYPE_NOT_SET ->
          throw new ControllerError.Invalid(
              "volume_content_source: snapshot or volume is required");
    };
  }

  /** The pool it is in; empty for a blank volume. */
  default Optional<PoolId> pool() {
    return switch (this) {
      case Blank() -> Optional.empty();
      case OfVolume(var id) -> Optional.of(id.pool());
      case OfSnapshot(var id) -> Optional.of(id.pool());
    };
  }

  /** As the agent takes it. */
  default ContentSource forAgent() {
    return switch (this) {
      case Blank() -> ContentSource.getDefaultInstance();
      case OfVolume(var id) ->
          ContentSource.newBuilder().setVolumeUuid(id.uuid().toString()).build();
      case OfSnapshot(var id) ->
          ContentSource.newBuilder().setSnapshotUuid(id.uuid().toString()).build();
    };
  }
}
