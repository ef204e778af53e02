package io.cistern.benchmarks.latency;

import io.cistern.benchmarks.measure.SideBySide;

/**
 * One operation in one situation, beside its floor. Times are in milliseconds.
 *
 * @param operation what was done
 * @param present how many other volumes the pool held
 * @param parallel how many were under way at a time
 * @param samples how many were timed of each
 */
public record LatencyRow(
    String operation,
    int present,
    int parallel,
    int samples,
    double ratio,
    double floorP50,
    double p50,
    double floorP99,
    double p99) {

  /** The row of what was measured. */
  public static LatencyRow of(String operation, int present, int parallel, SideBySide result) {
    return new LatencyRow(
        operation,
        present,
        parallel,
        result.ours().count(),
        result.ratio(),
        result.floor().p50(),
        result.ours().p50(),
        result.floor().p99(),
        result.ours().p99());
  }
}
