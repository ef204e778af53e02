package io.cistern.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * The same work done bare and through the services, in turns within one run, so that a slow minute
 * of the machine falls on both.
 *
 * @param floor the system calls and programs alone
 * @param ours through the sockets
 */
public record SideBySide(Latencies floor, Latencies ours) {

  /** Rounds of a batch of each; who goes first alternates. */
  public static SideBySide measure(
      Load load, Operation floor, Operation ours, int rounds, int batch) {
    List<Latencies> floors = new ArrayList<>();
    List<Latencies> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        floors.add(load.batch(floor, batch));
        all.add(load.batch(ours, batch));
      } else {
        all.add(load.batch(ours, batch));
        floors.add(load.batch(floor, batch));
      }
    }
    return new SideBySide(together(floors), together(all));
  }

  /** How many times the floor's median ours is. */
  public double ratio() {
    return ours.p50() / floor.p50();
  }

  private static Latencies together(List<Latencies> parts) {
    return parts.stream().reduce(Latencies::and).orElseThrow();
  }
}
