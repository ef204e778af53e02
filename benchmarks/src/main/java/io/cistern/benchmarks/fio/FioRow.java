package io.cistern.benchmarks.fio;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One job on one volume beside the pool's filesystem.
 *
 * @param job which
 * @param volume what kind of volume
 * @param filesystem the result on the pool's own filesystem, each round
 * @param ours the result on the volume, each round
 */
public record FioRow(FioJob job, String volume, List<Double> filesystem, List<Double> ours) {

  public double filesystemMedian() {
    return median(filesystem);
  }

  public double oursMedian() {
    return median(ours);
  }

  /** The volume's part of the filesystem's result: the median of the rounds' ratios. */
  public double ratio() {
    return median(ratios());
  }

  public double lowestRatio() {
    return ratios().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  public double highestRatio() {
    return ratios().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  private List<Double> ratios() {
    return IntStream.range(0, ours.size())
        .mapToObj(round -> ours.get(round) / filesystem.get(round))
        .toList();
  }

  private static double median(List<Double> values) {
    List<Double> ascending = values.stream().sorted().toList();
    int middle = ascending.size() / 2;
    return ascending.size() % 2 == 1
        ? ascending.get(middle)
        : (ascending.get(middle - 1) + ascending.get(middle)) / 2;
  }
}
