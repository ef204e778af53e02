package io.cistern.pool.freeze;

import io.cistern.linux.LinuxException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The filesystems and devices that are frozen at this moment, and the timer that thaws them if that
 * lasts too long.
 */
final class FreezeHold {
  private static final Logger LOG = System.getLogger(FreezeHold.class.getName());

  private static final LongAdder EXPIRED = new LongAdder();

  private final List<Freezable> frozen = new ArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private boolean expired;

  private FreezeHold() {}

  static FreezeHold start(Duration limit) {
    FreezeHold hold = new FreezeHold();
    // A platform thread: one that waits for a frozen disk must not take this one's place.
    Thread.ofPlatform().daemon().name("freeze-watchdog").start(() -> hold.watch(limit));
    return hold;
  }

  private void watch(Duration limit) {
    try {
      if (!released.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.log(
            Level.ERROR,
            "thawing: filesystems or devices were frozen for too long limit={0}",
            limit);
        expire();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void expire() {
    if (released.getCount() > 0) {
      expired = true;
      EXPIRED.increment();
      thawAll();
    }
  }

  /** How often the timer has thawed in this process. */
  static long expirations() {
    return EXPIRED.sum();
  }

  /** Takes charge of one that was just frozen. */
  synchronized void add(Freezable held) {
    frozen.add(held);
    if (expired) {
      thawAll();
    }
  }

  /**
   * Thaws everything.
   *
   * @return whether all of it was frozen until now
   */
  synchronized boolean release() {
    boolean all = thawAll();
    released.countDown();
    return all && !expired;
  }

  private boolean thawAll() {
    boolean all = true;
    for (Freezable still : frozen) {
      try {
        all &= still.thaw();
      } catch (LinuxException e) {
        LOG.log(Level.ERROR, "cannot thaw device=" + still.device(), e);
        all = false;
      }
    }
    frozen.clear();
    return all;
  }
}
