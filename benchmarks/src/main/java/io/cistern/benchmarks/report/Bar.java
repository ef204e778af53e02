package io.cistern.benchmarks.report;

/**
 * A promise about a number.
 *
 * @param promise in words
 * @param measured the number
 * @param limit what it must not cross
 * @param atMost whether the limit is an upper one
 */
public record Bar(String promise, double measured, double limit, boolean atMost) {

  /** Promises that it is no more than the limit. */
  public static Bar atMost(String promise, double measured, double limit) {
    return new Bar(promise, measured, limit, true);
  }

  /** Promises that it is no less than the limit. */
  public static Bar atLeast(String promise, double measured, double limit) {
    return new Bar(promise, measured, limit, false);
  }

  public boolean isMet() {
    return atMost ? measured <= limit : measured >= limit;
  }

  /** Met, or by how much it is missed. */
  public String verdict() {
    return isMet() ? "met" : "missed by %.0f %%".formatted(Math.abs(measured / limit - 1) * 100);
  }
}
