package io.cistern.benchmarks.s3.load;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One server's result in one round.
 *
 * @param perSecond requests a second
 * @param mebibytesPerSecond of content
 * @param p50 milliseconds
 * @param p99 milliseconds
 * @param serverCpu microseconds of the server's processor time for each request; NaN if unknown
 * @param clientCpu the same of this client
 * @param rssMib the server's resident memory when it was over; NaN if unknown
 * @param requests so many
 */
public record Sample(
    double perSecond,
    double mebibytesPerSecond,
    double p50,
    double p99,
    double serverCpu,
    double clientCpu,
    double rssMib,
    int requests) {

  /** The middle one of the rounds. */
  public static double median(List<Sample> samples, ToDoubleFunction<Sample> what) {
    return median(samples.stream().map(what::applyAsDouble).toList());
  }

  /** The middle value; of an even number, the mean of the two in the middle. */
  public static double median(List<Double> values) {
    List<Double> ascending = values.stream().sorted().toList();
    int middle = ascending.size() / 2;
    return ascending.size() % 2 == 1
        ? ascending.get(middle)
        : (ascending.get(middle - 1) + ascending.get(middle)) / 2;
  }
}
