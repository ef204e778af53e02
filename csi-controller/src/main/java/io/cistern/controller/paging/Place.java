package io.cistern.controller.paging;

import io.cistern.controller.ControllerError;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.VolumeId;

/**
 * A place in a list that is ordered by pool, then by uuid: just behind one of its entries, which
 * need not exist any more. Its text is that entry's id.
 *
 * @param pool the id of that entry's pool; empty for the beginning of the list
 * @param afterUuid the uuid of that entry; empty for the beginning of the list
 */
public record Place(String pool, String afterUuid) {
  static final Place BEGINNING = new Place("", "");

  static Place parse(String token) {
    // Ids of volumes and of snapshots are of the same form.
    return VolumeId.parse(token)
        .map(id -> new Place(id.pool().value(), id.uuid().toString()))
        .orElseThrow(
            () -> new ControllerError.BadToken("starting_token is not from a list of ours"));
  }

  /** Whether there may be something of this pool behind this place. */
  boolean reaches(PoolId candidate) {
    return pool.compareTo(candidate.value()) <= 0;
  }

  /** The uuid behind which a pool's entries begin; empty for all of them. */
  String within(PoolId candidate) {
    return pool.equals(candidate.value()) ? afterUuid : "";
  }
}
