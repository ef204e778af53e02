package io.cistern.benchmarks.fio;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every job on every target, in rounds. Within a round the targets of one job follow each other,
 * and every other round turns their order round.
 *
 * @param rounds of all jobs
 * @param seconds each job runs, after one second that is not counted
 */
public record FioBenchmark(int rounds, int seconds) {

  /**
   * A row for each job and volume.
   *
   * @param filesystem a file on the pool's own filesystem
   * @param volumes the published volumes
   */
  public List<FioRow> run(FioTarget filesystem, List<FioTarget> volumes) {
    List<FioTarget> targets = new ArrayList<>();
    targets.add(filesystem);
    targets.addAll(volumes);
    targets.forEach(FioTarget::fill);
    Map<FioJob, Map<FioTarget, List<Double>>> results = new EnumMap<>(FioJob.class);
    for (int round = 0; round < rounds; round++) {
      List<FioTarget> order = round % 2 == 0 ? targets : targets.reversed();
      for (FioJob job : FioJob.values()) {
        for (FioTarget target : order) {
          results
              .computeIfAbsent(job, _ -> new HashMap<>())
              .computeIfAbsent(target, _ -> new ArrayList<>())
              .add(target.run(job, seconds));
        }
      }
    }
    List<FioRow> rows = new ArrayList<>();
    results.forEach(
        (job, byTarget) ->
            volumes.forEach(
                volume ->
                    rows.add(
                        new FioRow(
                            job, volume.name(), at(byTarget, filesystem), at(byTarget, volume)))));
    return rows;
  }

  private static List<Double> at(Map<FioTarget, List<Double>> results, FioTarget target) {
    return List.copyOf(results.getOrDefault(target, List.of()));
  }
}
