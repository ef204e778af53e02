package io.cistern.benchmarks.s3.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Listing one page of 1,000 keys.
 *
 * @param keys in the bucket
 * @param clients at a time
 * @param samples of each server by its name, one for each round
 */
public record ListRow(int keys, int clients, Map<String, List<Sample>> samples) {

  /** The samples of a server. */
  public List<Sample> of(String server) {
    return samples.getOrDefault(server, List.of());
  }

  /** As {@link CellRow#ratio}. */
  public Optional<Double> ratio(String ours, String peer) {
    return CellRow.ratio(of(ours), of(peer));
  }
}
