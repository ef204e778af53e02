package io.cistern.benchmarks.latency;

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
    double p99) {}
