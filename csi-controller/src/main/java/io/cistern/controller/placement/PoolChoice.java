package io.cistern.controller.placement;

import io.cistern.pool.model.PoolId;
import java.util.Optional;

/**
 * Which pools may hold a volume.
 *
 * @param poolName the name that its StorageClass asks for; empty for any
 * @param source the pool that holds what it is copied from; empty for a blank volume
 * @param accessibility from where it must be reachable
 */
public record PoolChoice(
    Optional<String> poolName, Optional<PoolId> source, Accessibility accessibility) {

  public boolean admits(PoolId id, String name, Segments place) {
    return poolName.map(name::equals).orElse(true)
        && source.map(id::equals).orElse(true)
        && accessibility.admits(place);
  }
}
