package io.cistern.controller.volume;

import io.cistern.controller.agents.PoolView;
import io.cistern.controller.placement.Accessibility;
import java.util.Comparator;
import java.util.List;

/** In which order pools are tried for a new volume. */
final class Placement {
  private Placement() {}

  /** By the client's preference, then by free space; the pool's id decides a draw. */
  static List<PoolView> order(List<PoolView> candidates, Accessibility accessibility) {
    return candidates.stream()
        .sorted(
            Comparator.<PoolView>comparingInt(pool -> accessibility.rank(pool.place()))
                .thenComparing(
                    pool -> pool.capacity().getAvailable(), Comparator.<Long>reverseOrder())
                .thenComparing(pool -> pool.id().value()))
        .toList();
  }
}
