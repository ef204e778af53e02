package io.cistern.pool.lvm.blocks;

import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.Page;
import java.util.List;

/**
 * A part of the answer to one question, kept for its next pages: the metadata is read from its
 * beginning each time, however far a page begins.
 *
 * @param from where it begins, in bytes
 * @param ranges all from there, or as many as are kept and the word that there are more
 */
public record BlockWindow(long from, Page<BlockRange> ranges) {

  /** Whether a page that begins somewhere is in it, and whether another follows. */
  public boolean answers(long start, int limit) {
    return start >= from && (!ranges.more() || after(start, limit + 1L).size() > limit);
  }

  /** The page; only of what it answers. */
  public Page<BlockRange> page(long start, int limit) {
    List<BlockRange> found = after(start, limit + 1L);
    return new Page<>(found.stream().limit(limit).toList(), found.size() > limit);
  }

  private List<BlockRange> after(long start, long most) {
    return ranges.items().stream()
        .filter(range -> range.end() > start)
        .map(range -> range.offset() >= start ? range : new BlockRange(start, range.end() - start))
        .limit(most)
        .toList();
  }
}
