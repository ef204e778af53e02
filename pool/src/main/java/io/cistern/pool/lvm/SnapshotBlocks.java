package io.cistern.pool.lvm;

import io.cistern.pool.lvm.blocks.BlockWindow;
import io.cistern.pool.lvm.blocks.MetadataSnapshot;
import io.cistern.pool.lvm.blocks.ThinTools;
import io.cistern.pool.lvm.command.Reports;
import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.rules.Comparison;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Which blocks of snapshots hold data, and which differ, from the thin pool's metadata, in its
 * whole blocks.
 *
 * <p>Snapshots are thin volumes that nobody writes. Where two have the same block of the pool they
 * have the same bytes; and as long as both exist nobody else is given one of their blocks. Of a
 * snapshot that is gone nothing can be said.
 *
 * <p>A block that two do not share need not differ: one that was written with the same bytes, or
 * any of a thick volume's snapshots, which are copies. No block that differs is left out.
 */
final class SnapshotBlocks {
  private static final Logger LOG = System.getLogger(SnapshotBlocks.class.getName());

  /** How many ranges of an answer are kept for its next pages; half a megabyte. */
  private static final int WINDOW = 16_384;

  private static final int WINDOWS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String group;
  private final Reports reports;
  private final Inventory inventory;
  private final LvmCapacity capacity;
  private final ReentrantLock reading = new ReentrantLock();

  /** Of the last questions. A snapshot never changes, so neither does an answer. */
  private final LinkedHashMap<Question, BlockWindow> windows = new LinkedHashMap<>();

  /**
   * What was asked. A snapshot that replaces one of the same name was cut at another moment.
   *
   * @param base empty if it is which blocks the target has
   */
  private record Question(Optional<Snapshot> base, Snapshot target) {}

  SnapshotBlocks(String group, Reports reports, Inventory inventory, LvmCapacity capacity) {
    this.group = group;
    this.reports = reports;
    this.inventory = inventory;
    this.capacity = capacity;
  }

  /** Gives up what a reader has left that was killed. */
  void recover() {
    if (MetadataSnapshot.release(inventory.now().thinPoolDevice())) {
      LOG.log(Level.WARNING, "released a snapshot of the thin pool''s metadata group={0}", group);
    }
  }

  Page<BlockRange> allocated(OwnLv snapshot, long from, int limit) {
    return page(Optional.empty(), snapshot, from, limit);
  }

  Page<BlockRange> changed(OwnLv base, OwnLv target, long from, int limit) {
    Comparison.requireComparable(base.snapshot(), target.snapshot());
    return page(Optional.of(base), target, from, limit);
  }

  private Page<BlockRange> page(Optional<OwnLv> base, OwnLv target, long from, int limit) {
    Question question = new Question(base.map(OwnLv::snapshot), target.snapshot());
    long start = Comparison.start(target.snapshot(), from);
    lock();
    try {
      BlockWindow window = windows.remove(question);
      if (window == null || !window.answers(start, limit)) {
        int most = Math.clamp(limit + 1L, WINDOW, Integer.MAX_VALUE);
        window = new BlockWindow(start, read(base, target, start, most));
      }
      windows.putLast(question, window);
      return window.page(start, limit);
    } finally {
      reading.unlock();
    }
  }

  /** The kernel keeps one snapshot of the metadata, so one question is read at a time. */
  private void lock() {
    try {
      if (reading.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new PoolError.Busy("another comparison of snapshots is under way in this pool; retry");
  }

  private Page<BlockRange> read(Optional<OwnLv> base, OwnLv target, long start, int limit) {
    if (windows.size() >= WINDOWS) {
      windows.pollFirstEntry();
    }
    // Activates it, if nobody has.
    capacity.thinPool();
    List<String> names = Stream.concat(base.stream(), Stream.of(target)).map(OwnLv::name).toList();
    Map<String, Integer> numbers = reports.thinNumbers(group, names);
    int number = number(numbers, target);
    try (MetadataSnapshot metadata = MetadataSnapshot.reserve(inventory.now().thinPoolDevice())) {
      return base.isPresent()
          ? ThinTools.different(
              metadata, number(numbers, base.get()), number, target.snapshot(), start, limit)
          : ThinTools.mapped(metadata, number, target.snapshot(), start, limit);
    }
  }

  private static int number(Map<String, Integer> numbers, OwnLv lv) {
    return Optional.ofNullable(numbers.get(lv.name()))
        .orElseThrow(() -> new PoolError.Corrupt("LVM knows no number of " + lv.name()));
  }
}
