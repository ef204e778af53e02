package io.cistern.node.app;

import io.cistern.pool.Pool;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import java.util.Optional;

/** Counts the volumes of a pool, page by page. */
final class VolumeCount {
  private static final int PAGE = 1000;

  private VolumeCount() {}

  static int of(Pool pool) {
    int count = 0;
    Optional<VolumeId> after = Optional.empty();
    boolean more = true;
    while (more) {
      Page<Volume> page = pool.volumes().list(after, PAGE);
      count += page.items().size();
      more = page.more();
      if (more) {
        after = Optional.of(page.items().getLast().id());
      }
    }
    return count;
  }
}
