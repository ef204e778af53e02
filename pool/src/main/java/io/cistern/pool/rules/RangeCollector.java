package io.cistern.pool.rules;

import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.Page;
import java.util.ArrayList;
import java.util.List;

/** Gathers one page of ranges that come in ascending order; those that touch become one. */
public final class RangeCollector {
  private final int limit;
  private final List<BlockRange> ranges = new ArrayList<>();

  /**
   * @param limit at most so many, 1 or more
   */
  public RangeCollector(int limit) {
    this.limit = limit;
  }

  /** Adds what comes next; empty ranges are passed over. */
  public void add(long from, long to) {
    if (from >= to) {
      return;
    }
    if (!ranges.isEmpty() && ranges.getLast().end() == from) {
      BlockRange last = ranges.removeLast();
      ranges.add(new BlockRange(last.offset(), to - last.offset()));
    } else {
      ranges.add(new BlockRange(from, to - from));
    }
  }

  /** Whether what could still come is of another page. */
  public boolean isFull() {
    return ranges.size() > limit;
  }

  public Page<BlockRange> page() {
    return new Page<>(ranges.stream().limit(limit).toList(), isFull());
  }
}
