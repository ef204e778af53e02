package io.cistern.controller.volume;

import io.cistern.controller.agents.PoolView;
import io.cistern.controller.placement.Accessibility;
import io.cistern.pool.model.Provisioning;
import java.util.Comparator;
import java.util.List;

/** In which order pools are tried for a new volume. */
final class Placement {
  private Placement() {}

  /**
   * By the client's preference, then by free space of the kind it wants; the pool's id decides a
   * draw.
   */
  static List<PoolView> order(
      List<PoolView> candidates, Accessibility accessibility, Provisioning provisioning) {
    return candidates.stream()
        .sorted(
            Comparator.<PoolView>comparingInt(pool -> accessibility.rank(pool.place()))
                .thenComparing(
                    pool -> pool.available(provisioning), Comparator.<Long>reverseOrder())
                .thenComparing(pool -> pool.id().value()))
        .toList();
  }
}
