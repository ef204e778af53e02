package io.cistern.pool.model;

import java.util.Optional;
import java.util.UUID;

/**
 * Names one volume: {@code <poolId>.<uuid>}, 53 characters. The uuid is derived from the name its
 * client gave it, so a replayed create finds its own work, and the pool is in the id, so a request
 * is routed without a look-up.
 *
 * @param pool the pool that holds it
 * @param uuid which one in that pool
 */
public record VolumeId(PoolId pool, UUID uuid) {

  /** The id that a volume of this name has in this pool. */
  public static VolumeId named(PoolId pool, EntityName name) {
    return new VolumeId(pool, NameUuid.of("volume", name));
  }

  /** Empty for a text that no pool of ours can have given out. */
  public static Optional<VolumeId> parse(String text) {
    return IdText.parse(text).map(parts -> new VolumeId(parts.pool(), parts.uuid()));
  }

  @Override
  public String toString() {
    return pool + "." + uuid;
  }
}
