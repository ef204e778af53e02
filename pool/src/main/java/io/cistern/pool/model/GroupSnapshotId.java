package io.cistern.pool.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Names one group snapshot: {@code <poolId>.<uuid>}, 53 characters. The uuid is derived from the
 * name its client gave it, so a replayed create finds its own work, and the pool is in the id, so a
 * request is routed without a look-up.
 *
 * @param pool the pool that holds it
 * @param uuid which one in that pool
 */
public record GroupSnapshotId(PoolId pool, UUID uuid) {

  /** The id that a group snapshot of this name has in this pool. */
  public static GroupSnapshotId named(PoolId pool, EntityName name) {
    return new GroupSnapshotId(pool, NameUuid.of("group", name));
  }

  /** Empty for a text that no pool of ours can have given out. */
  public static Optional<GroupSnapshotId> parse(String text) {
    return IdText.parse(text).map(parts -> new GroupSnapshotId(parts.pool(), parts.uuid()));
  }

  @Override
  public String toString() {
    return pool + "." + uuid;
  }
}
