package io.cistern.benchmarks.s3.load;

import io.cistern.benchmarks.measure.Latencies;

/**
 * What came of a script.
 *
 * @param seconds from the first request to the last answer
 * @param bytes of content
 * @param latencies of each request
 */
public record Measured(double seconds, long bytes, Latencies latencies) {
  public double perSecond() {
    return latencies.count() / seconds;
  }
}
