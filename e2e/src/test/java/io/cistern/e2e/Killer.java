package io.cistern.e2e;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.cistern.e2e.cluster.Cluster;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills one of the services, starts it, and does so again one to three seconds after it is ready.
 */
final class Killer implements AutoCloseable {
  private static final int SHORTEST_MILLIS = 1_000;
  private static final int SPREAD_MILLIS = 2_000;

  private final Cluster cluster;
  private final Random random;
  private final AtomicInteger kills = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  private Killer(Cluster cluster, Random random) {
    this.cluster = cluster;
    this.random = random;
    Thread.ofPlatform().name("killer").start(this::run);
  }

  static Killer of(Cluster cluster, Random random) {
    return new Killer(cluster, random);
  }

  int count() {
    return kills.get();
  }

  private void run() {
    try {
      while (!stopped.await(SHORTEST_MILLIS + random.nextInt(SPREAD_MILLIS), MILLISECONDS)) {
        if (random.nextBoolean()) {
          cluster.node().process().kill();
          cluster.node().restart();
        } else {
          cluster.controllerProcess().kill();
          cluster.restartController();
        }
        kills.incrementAndGet();
      }
      end.complete(null);
    } catch (InterruptedException | RuntimeException failed) {
      end.completeExceptionally(failed);
    }
  }

  /** Ends between two kills, with both services running; throws if one would not start again. */
  @Override
  public void close() {
    stopped.countDown();
    end.join();
  }
}
