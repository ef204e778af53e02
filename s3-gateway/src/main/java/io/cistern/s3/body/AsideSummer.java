package io.cistern.s3.body;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sums on another thread while the caller goes on: a digest takes as long as receiving and writing
 * together. There is such a thread for every two processors; where all are busy, or callers sum
 * already, the caller sums itself. One lives only while bytes wait for it, so a summer may be left
 * at any time.
 *
 * <p>Memory: {@link #WAITING_BYTES} and a piece for each such thread, however many summers there
 * are.
 */
final class AsideSummer implements Summer {
  /** How far the caller may be ahead. */
  static final int WAITING_BYTES = 256 << 10;

  private static final Semaphore FREE =
      new Semaphore(Runtime.getRuntime().availableProcessors() / 2);

  /** Callers that sum themselves: while there are any, no processor is idle for long. */
  private static final AtomicInteger BUSY = new AtomicInteger();

  private final Summer summer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean summing;
  private boolean failed;

  AsideSummer(Summer summer) {
    this.summer = summer;
  }

  /** {@inheritDoc} The bytes are not to be changed until {@link #sum}. */
  @Override
  public void update(ByteBuffer bytes) {
    if (handOver(bytes)) {
      return;
    }
    BUSY.incrementAndGet();
    try {
      summer.update(bytes);
    } finally {
      BUSY.decrementAndGet();
    }
  }

  @Override
  public byte[] sum() {
    lock.lock();
    try {
      while (summing) {
        changed.awaitUninterruptibly();
      }
      requireWhole();
    } finally {
      lock.unlock();
    }
    return summer.sum();
  }

  /** Whether another thread sums them. */
  private boolean handOver(ByteBuffer bytes) {
    lock.lock();
    try {
      while (summing && waitingBytes >= WAITING_BYTES) {
        changed.awaitUninterruptibly();
      }
      requireWhole();
      if (!summing) {
        if (BUSY.get() > 0 || !FREE.tryAcquire()) {
          return false;
        }
        summing = true;
        Thread.startVirtualThread(this::sumWaiting);
      }
      waiting.add(bytes.duplicate());
      waitingBytes += bytes.remaining();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void sumWaiting() {
    boolean whole = false;
    try {
      for (ByteBuffer bytes = next(); bytes != null; bytes = next()) {
        summer.update(bytes);
      }
      whole = true;
    } finally {
      if (!whole) {
        end(true);
      }
    }
  }

  /** What waits longest; null, and the end of this thread's work, if nothing does. */
  private @Nullable ByteBuffer next() {
    lock.lock();
    try {
      ByteBuffer bytes = waiting.poll();
      if (bytes == null) {
        end(false);
        return null;
      }
      waitingBytes -= bytes.remaining();
      // not for each piece: waking a thread costs as much as summing one
      if (waitingBytes <= WAITING_BYTES / 2) {
        changed.signal();
      }
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  private void end(boolean failure) {
    lock.lock();
    try {
      summing = false;
      failed |= failure;
      FREE.release();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void requireWhole() {
    if (failed) {
      throw new IllegalStateException("some of the bytes were not summed");
    }
  }
}
