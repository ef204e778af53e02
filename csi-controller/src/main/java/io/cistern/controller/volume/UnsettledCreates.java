package io.cistern.controller.volume;

import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.VolumeId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pools whose agents were told to make a volume and have not answered: it may appear there yet,
 * so its next create goes there again and nowhere else. Forgotten with the process, which by then
 * has outlived most of what was under way.
 */
final class UnsettledCreates {
  private final Map<UUID, PoolId> pools = new ConcurrentHashMap<>();

  Optional<PoolId> poolOf(UUID volume) {
    return Optional.ofNullable(pools.get(volume));
  }

  void begin(VolumeId volume) {
    pools.put(volume.uuid(), volume.pool());
  }

  /** The agent has answered, whatever it was. */
  void settle(UUID volume) {
    pools.remove(volume);
  }
}
