package io.cistern.benchmarks.s3.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A cell's results.
 *
 * @param cell which
 * @param samples of each server by its name, one for each round
 */
public record CellRow(Cell cell, Map<String, List<Sample>> samples) {

  /** The samples of a server. */
  public List<Sample> of(String server) {
    return samples.getOrDefault(server, List.of());
  }

  /**
   * How many times the peer's throughput ours is: the median of the rounds' ratios. Empty if one of
   * them was not measured.
   */
  public Optional<Double> ratio(String ours, String peer) {
    return ratio(of(ours), of(peer));
  }

  static Optional<Double> ratio(List<Sample> ours, List<Sample> peers) {
    int rounds = Math.min(ours.size(), peers.size());
    return rounds == 0
        ? Optional.empty()
        : Optional.of(
            Sample.median(
                IntStream.range(0, rounds)
                    .mapToObj(i -> ours.get(i).perSecond() / peers.get(i).perSecond())
                    .toList()));
  }
}
