package io.cistern.e2e.cluster;

import io.cistern.e2e.co.CsiClient;
import java.time.Duration;

/** Waits for services as an orchestrator does: by Probe. */
final class Readiness {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Readiness() {}

  static void await(ServiceProcess process, CsiClient client) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!client.isReady()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(
            process
                + (process.isAlive() ? " is not ready" : " has ended")
                + "\n"
                + process.logTail());
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + process, e);
      }
    }
  }
}
