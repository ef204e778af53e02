package io.cistern.pool.lvm.blocks;

import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.Page;
import io.cistern.pool.rules.RangeCollector;

/** Gathers ranges of a thin volume that come in ascending order, cut to what its users see. */
final class VolumeRanges {
  private final long start;
  private final long header;
  private final long end;
  private final RangeCollector ranges;
  private long last;

  /**
   * @param start where to begin, in bytes as users see them
   * @param header what is before the users' bytes
   * @param end where users' bytes end, the header counted
   * @param limit at most so many ranges
   */
  VolumeRanges(long start, long header, long end, int limit) {
    this.start = start + header;
    this.header = header;
    this.end = end;
    this.ranges = new RangeCollector(limit);
  }

  /**
   * Adds what comes next.
   *
   * @throws IllegalArgumentException if it does not come after what came before
   */
  void add(long from, long to) {
    if (from < last) {
      throw new IllegalArgumentException("a range at %d after one to %d".formatted(from, last));
    }
    last = to;
    ranges.add(Math.max(from, start) - header, Math.min(to, end) - header);
  }

  /** Whether what could still come is beyond the limit. */
  boolean isFull() {
    return ranges.isFull();
  }

  Page<BlockRange> page() {
    return ranges.page();
  }
}
