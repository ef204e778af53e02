package io.cistern.e2e.co;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Calls again what a container orchestrator calls again: after UNAVAILABLE, ABORTED and
 * DEADLINE_EXCEEDED, with a growing pause. Any other status is the caller's to hear.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#error-scheme">CSI
 *     error scheme</a>
 */
public final class Retries {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Duration patience;
  private final AtomicLong retried = new AtomicLong();

  public Retries(Duration patience) {
    this.patience = patience;
  }

  /** How many calls had to be made again so far. */
  public long count() {
    return retried.get();
  }

  public <T> T call(Supplier<T> call) {
    long end = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return call.get();
      } catch (StatusRuntimeException failed) {
        if (!isWorthRetrying(failed.getStatus()) || System.nanoTime() > end) {
          throw failed;
        }
      }
      retried.incrementAndGet();
      sleep(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private static boolean isWorthRetrying(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE, ABORTED, DEADLINE_EXCEEDED -> true;
      case OK,
          CANCELLED,
          UNKNOWN,
          INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          INTERNAL,
          DATA_LOSS,
          UNAUTHENTICATED ->
          false;
    };
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two tries", e);
    }
  }
}
