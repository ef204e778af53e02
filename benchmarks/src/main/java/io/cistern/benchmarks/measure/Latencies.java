package io.cistern.benchmarks.measure;

import java.util.List;
import java.util.stream.Stream;

/**
 * How long each of many runs of one operation took.
 *
 * @param nanos in nanoseconds, ascending; at least one
 */
public record Latencies(List<Long> nanos) {

  public Latencies {
    if (nanos.isEmpty()) {
      throw new IllegalArgumentException("no latency was measured");
    }
    nanos = nanos.stream().sorted().toList();
  }

  /** Those of two series together. */
  public Latencies and(Latencies other) {
    return new Latencies(Stream.concat(nanos.stream(), other.nanos.stream()).toList());
  }

  /** In milliseconds, by nearest rank: the smallest that so many percent do not exceed. */
  public double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * nanos.size());
    return nanos.get(Math.max(rank, 1) - 1) / 1e6;
  }

  public double p50() {
    return percentile(50);
  }

  public double p99() {
    return percentile(99);
  }

  public int count() {
    return nanos.size();
  }
}
