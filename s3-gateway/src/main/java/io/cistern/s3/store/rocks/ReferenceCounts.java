package io.cistern.s3.store.rocks;

import java.util.HashMap;
import java.util.Map;

/**
 * How often each extent and manifest is named. Almost all are named once, which takes one bit: ten
 * million take a few MiB.
 */
final class ReferenceCounts {
  private static final int CHUNK_BITS = 16;

  private final Map<Long, long[]> once = new HashMap<>();
  private final Map<Long, Long> more = new HashMap<>();

  void add(long id) {
    long[] chunk =
        once.computeIfAbsent(id >>> CHUNK_BITS, _ -> new long[(1 << CHUNK_BITS) / Long.SIZE]);
    int bit = (int) (id & (1 << CHUNK_BITS) - 1);
    long mask = 1L << (bit & 63);
    if ((chunk[bit >>> 6] & mask) == 0) {
      chunk[bit >>> 6] |= mask;
    } else {
      more.merge(id, 2L, (now, _) -> now + 1);
    }
  }

  long of(long id) {
    long[] chunk = once.get(id >>> CHUNK_BITS);
    int bit = (int) (id & (1 << CHUNK_BITS) - 1);
    if (chunk == null || (chunk[bit >>> 6] & 1L << (bit & 63)) == 0) {
      return 0;
    }
    return more.getOrDefault(id, 1L);
  }
}
