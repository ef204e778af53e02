package io.cistern.pool.rules;

import io.cistern.pool.model.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Pages over the uuids there are: reads as many records as a page has, and one more. */
public final class Paging {
  /** By text, as CSI tokens and people compare them; UUID itself compares as signed numbers. */
  public static final Comparator<UUID> ORDER = Comparator.comparing(UUID::toString);

  private Paging() {}

  /**
   * One page.
   *
   * @param read empty for what is gone meanwhile, or not wanted
   */
  public static <T> Page<T> page(
      Collection<UUID> uuids, Optional<UUID> after, int limit, Function<UUID, Optional<T>> read) {
    List<UUID> candidates =
        uuids.stream()
            .filter(uuid -> after.isEmpty() || ORDER.compare(uuid, after.get()) > 0)
            .sorted(ORDER)
            .toList();
    List<T> items = new ArrayList<>();
    for (UUID uuid : candidates) {
      Optional<T> item = read.apply(uuid);
      if (item.isPresent() && items.size() == limit) {
        return new Page<>(items, true);
      }
      item.ifPresent(items::add);
    }
    return new Page<>(items, false);
  }
}
