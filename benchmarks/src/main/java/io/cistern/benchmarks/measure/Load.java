package io.cistern.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Runs operations in batches from a fixed number of threads: first everything is prepared, then
 * everything is timed, then everything is undone, so that nothing but the operation itself competes
 * while the clock runs. Platform threads, because system calls block their carrier.
 */
public final class Load implements AutoCloseable {
  private final ExecutorService threads;
  private final int parallel;
  private final AtomicInteger nextIndex = new AtomicInteger();

  /**
   * @param parallel how many runs are under way at a time
   */
  public Load(int parallel) {
    this.parallel = parallel;
    this.threads = Executors.newFixedThreadPool(parallel);
  }

  /**
   * The latencies of one batch.
   *
   * @throws IllegalStateException if a run failed; what was made by it is left
   */
  public Latencies batch(Operation operation, int count) {
    int first = nextIndex.getAndAdd(count);
    each(first, count, operation.prepare());
    long[] nanos = new long[count];
    each(
        first,
        count,
        index -> {
          long start = System.nanoTime();
          operation.timed().accept(index);
          nanos[index - first] = System.nanoTime() - start;
        });
    each(first, count, operation.undo());
    List<Long> all = new ArrayList<>(count);
    for (long one : nanos) {
      all.add(one);
    }
    return new Latencies(all);
  }

  /** Runs something once for each of so many indices, and waits for all. */
  public void each(int first, int count, IntConsumer what) {
    AtomicInteger next = new AtomicInteger(first);
    List<Future<?>> workers = new ArrayList<>();
    for (int worker = 0; worker < parallel; worker++) {
      workers.add(
          threads.submit(
              () -> {
                for (int i = next.getAndIncrement();
                    i < first + count;
                    i = next.getAndIncrement()) {
                  what.accept(i);
                }
              }));
    }
    for (Future<?> worker : workers) {
      await(worker);
    }
  }

  private static void await(Future<?> worker) {
    try {
      worker.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
