package io.cistern.benchmarks.measure;

import java.util.function.IntConsumer;

/**
 * What is timed, with what must be there before and be gone after, untimed. Each gets the index of
 * the run, which is used once.
 *
 * @param prepare before the clock starts
 * @param timed between the two looks at the clock
 * @param undo after it stopped
 */
public record Operation(IntConsumer prepare, IntConsumer timed, IntConsumer undo) {

  /** One that needs nothing beforehand. */
  public static Operation of(IntConsumer timed, IntConsumer undo) {
    return new Operation(_ -> {}, timed, undo);
  }
}
