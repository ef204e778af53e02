package io.cistern.pool.lvm.inventory;

import io.cistern.pool.lvm.command.LvRow;
import io.cistern.pool.lvm.command.Reports;
import io.cistern.pool.lvm.tags.LvTags;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolId;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * Keeps {@link Contents} true: every change is made through it, and after one that failed, of which
 * nobody knows what it changed, LVM is asked again.
 */
public final class Inventory {
  private final Reports reports;
  private final String group;
  private final PoolId pool;
  // Changes share it: they are of different volumes, and LVM puts them in a row. A report excludes
  // them, so that none falls between what it saw and what it replaces.
  private final ReentrantReadWriteLock changes = new ReentrantReadWriteLock(true);
  private volatile Contents contents;
  private volatile boolean stale;

  /**
   * Asks LVM for the first time.
   *
   * @throws PoolError.NotFound if the volume group has no pool of this id
   */
  public Inventory(Reports reports, String group, PoolId pool) {
    this.reports = reports;
    this.group = group;
    this.pool = pool;
    this.contents = report();
  }

  /** What there is. */
  public Contents now() {
    return stale ? reload() : contents;
  }

  /** Asks LVM again, when all changes under way are done. */
  public Contents reload() {
    changes.writeLock().lock();
    try {
      Contents reported = report();
      contents = reported;
      stale = false;
      return reported;
    } finally {
      changes.writeLock().unlock();
    }
  }

  private Contents report() {
    List<LvRow> rows = reports.volumes(group);
    LvRow thinPool =
        rows.stream()
            .filter(row -> row.isThinPool() && row.tags().contains(LvTags.pool(pool)))
            .findFirst()
            .orElseThrow(
                () -> new PoolError.NotFound("pool %s is not in %s".formatted(pool, group)));
    return Contents.of(pool, thinPool, rows);
  }

  /** Remembers the device that a volume was seen to have. */
  public void seen(OwnLv lv, String device) {
    if (lv.device().isEmpty()) {
      change(() -> {}, now -> now.put(lv.withDevice(device)));
    }
  }

  /**
   * Changes something.
   *
   * @param command what LVM is told; nothing long
   * @param effect what of the contents changes, if it did not fail
   */
  public void change(Runnable command, Consumer<Contents> effect) {
    changes.readLock().lock();
    try {
      command.run();
      effect.accept(contents);
    } catch (RuntimeException e) {
      stale = true;
      throw e;
    } finally {
      changes.readLock().unlock();
    }
  }
}
