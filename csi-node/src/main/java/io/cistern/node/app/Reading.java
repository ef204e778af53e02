package io.cistern.node.app;

import java.time.Duration;
import java.util.function.Supplier;

/** A figure that several gauges of one scrape share: read anew when it is older than allowed. */
final class Reading<T> {
  private final Supplier<T> source;
  private final long ageNanos;
  private T value;
  private long readAt;

  /** Reads it for the first time. */
  Reading(Supplier<T> source, Duration age) {
    this.source = source;
    this.ageNanos = age.toNanos();
    this.value = source.get();
    this.readAt = System.nanoTime();
  }

  synchronized T get() {
    if (System.nanoTime() - readAt > ageNanos) {
      value = source.get();
      readAt = System.nanoTime();
    }
    return value;
  }
}
