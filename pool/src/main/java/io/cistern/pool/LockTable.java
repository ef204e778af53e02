package io.cistern.pool;

import io.cistern.pool.model.PoolError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Locks by id that are taken at once or not at all: nobody ever waits, so there is no deadlock. A
 * lock is held by one writer or by any number of readers.
 */
final class LockTable {
  private static final int WRITER = -1;

  /** The number of readers, or {@link #WRITER}. */
  private final Map<Object, Integer> held = new HashMap<>();

  Hold hold() {
    return new Hold();
  }

  private synchronized boolean tryWrite(Object id) {
    return held.putIfAbsent(id, WRITER) == null;
  }

  private synchronized boolean tryRead(Object id) {
    return held.merge(id, 1, (now, one) -> now == WRITER ? WRITER : now + one) != WRITER;
  }

  private synchronized void release(Object id) {
    held.computeIfPresent(id, (key, now) -> now == WRITER || now == 1 ? null : now - 1);
  }

  /** What one call holds; closing it releases all, in any case. */
  final class Hold implements AutoCloseable {
    private final Deque<Object> ids = new ArrayDeque<>();

    /** Takes a lock alone; one that this call has already is no conflict. */
    Hold write(Object id) {
      return ids.contains(id) ? this : taken(tryWrite(id), id);
    }

    /** Takes a lock together with other readers. */
    Hold read(Object id) {
      return taken(tryRead(id), id);
    }

    private Hold taken(boolean success, Object id) {
      if (!success) {
        close();
        throw new PoolError.Busy("another operation on %s is under way; retry".formatted(id));
      }
      ids.push(id);
      return this;
    }

    @Override
    public void close() {
      while (!ids.isEmpty()) {
        release(ids.pop());
      }
    }
  }
}
