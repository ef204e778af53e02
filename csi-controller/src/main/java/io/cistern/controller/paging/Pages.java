package io.cistern.controller.paging;

import io.cistern.controller.agents.PoolView;
import io.cistern.pool.model.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One list out of the lists of several pools. */
public final class Pages {
  /** What an agent gives at once, at most. */
  private static final int AGENT_LIMIT = 1_000;

  private Pages() {}

  /** Part of the list of one pool. */
  @FunctionalInterface
  public interface Source<T> {
    /**
     * @param afterUuid where to begin; empty for the beginning
     * @param limit 1 to 1,000
     */
    Page<T> read(PoolView pool, String afterUuid, int limit);
  }

  /**
   * An entry and the pool it is in.
   *
   * @param pool where it is
   * @param item what it is
   */
  public record Entry<T>(PoolView pool, T item) {}

  /**
   * @param pools ascending by id
   * @param uuid tells an item's uuid
   */
  public static <T> Page<Entry<T>> collect(
      List<PoolView> pools, PageRequest request, Source<T> source, Function<T, String> uuid) {
    List<Entry<T>> entries = new ArrayList<>();
    for (PoolView pool : pools) {
      if (!request.start().reaches(pool.id())) {
        continue;
      }
      String after = request.start().within(pool.id());
      boolean more = true;
      while (more) {
        // One more than fits tells whether there is a next page.
        int wanted = request.limit() + 1 - entries.size();
        Page<T> page = source.read(pool, after, Math.min(wanted, AGENT_LIMIT));
        page.items().forEach(item -> entries.add(new Entry<>(pool, item)));
        if (entries.size() > request.limit()) {
          return new Page<>(entries.subList(0, request.limit()), true);
        }
        more = page.more() && !page.items().isEmpty();
        after = page.items().isEmpty() ? after : uuid.apply(page.items().getLast());
      }
    }
    return new Page<>(entries, false);
  }
}
