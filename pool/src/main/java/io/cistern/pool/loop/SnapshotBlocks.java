package io.cistern.pool.loop;

import io.cistern.linux.Fd;
import io.cistern.linux.OpenFlag;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.rules.Comparison;
import io.cistern.pool.rules.RangeCollector;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Which blocks of snapshots hold data, and which differ, from where the filesystem keeps them.
 *
 * <p>Two snapshots of a volume that have a block at the same place have the same bytes there: while
 * the older one holds the block nobody overwrites it, so whatever the volume wrote since is
 * elsewhere. This is true only of two that exist. What a deleted snapshot held may have been
 * overwritten in its place, and would look unchanged; so nothing is remembered of it.
 *
 * <p>A block that is elsewhere need not differ: one that was written with the same bytes, or any of
 * a thick volume, whose copies share nothing. No block that differs is left out.
 *
 * @see <a href="https://docs.kernel.org/filesystems/fiemap.html">fiemap</a>
 */
final class SnapshotBlocks {
  /** How much is mapped at a time, so that a fragmented file does not fill the memory. */
  private static final long WINDOW = ByteSize.ofGiB(1).bytes();

  private final Function<Snapshot, Path> directory;

  /**
   * @param directory where a snapshot is
   */
  SnapshotBlocks(Function<Snapshot, Path> directory) {
    this.directory = directory;
  }

  /** Adds the ranges of one window of the data. */
  private interface Window {
    void collect(long from, long to, Ranges ranges);
  }

  /** Takes ranges of the data. */
  private interface Ranges {
    void add(long from, long to);
  }

  Page<BlockRange> allocated(Snapshot snapshot, long from, int limit) {
    try (Fd data = open(snapshot)) {
      return pages(
          snapshot,
          from,
          limit,
          (start, end, ranges) -> {
            ExtentMap map = new ExtentMap(data, start, end);
            long runEnd;
            for (long at = start; at < end; at = runEnd) {
              runEnd = map.runEnd(at, end);
              if (map.holdsData(at)) {
                ranges.add(at, runEnd);
              }
            }
          });
    }
  }

  Page<BlockRange> changed(Snapshot base, Snapshot target, long from, int limit) {
    try (Fd old = open(base);
        Fd data = open(target)) {
      return pages(
          target,
          from,
          limit,
          (start, end, ranges) -> {
            ExtentMap before = new ExtentMap(old, start, Math.min(end, base.dataSize().bytes()));
            ExtentMap after = new ExtentMap(data, start, end);
            long runEnd;
            for (long at = start; at < end; at = runEnd) {
              runEnd = Math.min(before.runEnd(at, end), after.runEnd(at, end));
              if (!after.isSameAs(before, at)) {
                ranges.add(at, runEnd);
              }
            }
          });
    }
  }

  private Fd open(Snapshot snapshot) {
    return Fd.open(directory.apply(snapshot).resolve(PoolLayout.DATA), OpenFlag.READ_ONLY);
  }

  /** Offsets outside are those that users see: without the header of an encrypted volume. */
  private static Page<BlockRange> pages(Snapshot snapshot, long from, int limit, Window window) {
    long header = snapshot.encryption().headerSize().bytes();
    long end = snapshot.dataSize().bytes();
    RangeCollector ranges = new RangeCollector(limit);
    long next;
    for (long at = header + Comparison.start(snapshot, from);
        at < end && !ranges.isFull();
        at = next) {
      next = Math.min(at + WINDOW, end);
      window.collect(at, next, (first, last) -> ranges.add(first - header, last - header));
    }
    return ranges.page();
  }
}
