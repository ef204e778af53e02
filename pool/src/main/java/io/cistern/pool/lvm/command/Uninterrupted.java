package io.cistern.pool.lvm.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Waits through interruptions: what LVM was told to do cannot be called off. */
final class Uninterrupted {
  private Uninterrupted() {}

  /** The end of a process; false if that did not come in time. */
  static boolean end(Process process, Duration limit) {
    return until(limit, left -> Optional.of(process.waitFor(left, TimeUnit.NANOSECONDS)))
        .orElse(false);
  }

  /** The next of a queue, if it comes in time. */
  static <T> Optional<T> poll(BlockingQueue<T> queue, Duration limit) {
    return until(limit, left -> Optional.ofNullable(queue.poll(left, TimeUnit.NANOSECONDS)));
  }

  private interface Waiting<T> {
    Optional<T> until(long nanoseconds) throws InterruptedException;
  }

  private static <T> Optional<T> until(Duration limit, Waiting<T> waiting) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return waiting.until(deadline - System.nanoTime());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
