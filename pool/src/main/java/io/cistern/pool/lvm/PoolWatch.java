package io.cistern.pool.lvm;

import io.cistern.linux.LinuxException;
import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Enlarges the thin pool before it is full, data and metadata apart, as long as the volume group
 * has more than its reserve; and asks LVM now and then, in case someone else changed something.
 */
final class PoolWatch implements AutoCloseable {
  private static final Logger LOG = System.getLogger(PoolWatch.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int REPORT_EVERY = 12;
  private static final int DATA_PERCENT = 80;
  private static final int METADATA_PERCENT = 70;

  private final VolumeGroup group;
  private final Inventory inventory;
  private final LvmCapacity capacity;
  private final CountDownLatch closed = new CountDownLatch(1);

  private PoolWatch(VolumeGroup group, Inventory inventory, LvmCapacity capacity) {
    this.group = group;
    this.inventory = inventory;
    this.capacity = capacity;
  }

  static PoolWatch start(VolumeGroup group, Inventory inventory, LvmCapacity capacity) {
    PoolWatch watch = new PoolWatch(group, inventory, capacity);
    Thread.ofVirtual().name("lvm-pool-watch").start(watch::run);
    return watch;
  }

  private void run() {
    try {
      for (int round = 1; !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS); round++) {
        look(round % REPORT_EVERY == 0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(boolean report) {
    try {
      if (report) {
        inventory.reload();
      }
      enlarge();
    } catch (PoolError | LinuxException e) {
      LOG.log(Level.WARNING, "cannot look after the thin pool group=" + group.name(), e);
    }
  }

  /** Enlarges what is filling up, once. */
  void enlarge() {
    ThinPoolStatus thin = capacity.thinPool();
    if (thin.metadataPercent() >= METADATA_PERCENT) {
      enlarge("metadata", capacity.extents(half(thin.metadataTotal())), group::extendPoolMetadata);
    }
    if (thin.dataPercent() >= DATA_PERCENT) {
      enlarge("data", capacity.extents(tenth(thin.dataTotal())), group::extendPool);
    }
  }

  private interface Enlargement {
    void by(ByteSize size);
  }

  private void enlarge(String what, ByteSize by, Enlargement command) {
    // Of metadata there may be a spare copy that grows along.
    if (capacity.now().availableThick().compareTo(by.plus(by)) < 0) {
      LOG.log(Level.WARNING, "no space to enlarge the thin pool''s {0} by={1}", what, by);
      return;
    }
    LOG.log(Level.INFO, "enlarging the thin pool''s {0} by={1}", what, by);
    command.by(by);
    inventory.reload();
  }

  private static ByteSize half(ByteSize size) {
    return new ByteSize(size.bytes() / 2);
  }

  private static ByteSize tenth(ByteSize size) {
    return new ByteSize(size.bytes() / 10);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
