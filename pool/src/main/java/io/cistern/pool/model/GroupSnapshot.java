package io.cistern.pool.model;

import java.time.Instant;
import java.util.List;

/**
 * Snapshots of several volumes at one moment.
 *
 * @param id which group
 * @param name the idempotency key
 * @param cutAt the moment of the cut, the same for every member
 * @param snapshots the members, in ascending order of their uuids
 */
public record GroupSnapshot(
    GroupSnapshotId id, EntityName name, Instant cutAt, List<Snapshot> snapshots) {
  public GroupSnapshot {
    snapshots = List.copyOf(snapshots);
  }
}
