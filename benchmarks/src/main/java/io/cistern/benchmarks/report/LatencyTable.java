package io.cistern.benchmarks.report;

import io.cistern.benchmarks.latency.LatencyRow;
import java.util.List;

/** Latencies beside those of the floor. */
final class LatencyTable {
  private LatencyTable() {}

  static void write(Markdown page, String heading, List<LatencyRow> rows) {
    page.heading(heading);
    page.line(
        "| operation | volumes present | at a time | p50 / floor's p50 | p50 ms | floor p50 ms"
            + " | p99 ms | floor p99 ms | samples |");
    page.line("|---|---|---|---|---|---|---|---|---|");
    for (LatencyRow row : rows) {
      page.line(
          "| %s | %d | %d | **%.2f** | %.2f | %.2f | %.2f | %.2f | %d |",
          row.operation(),
          row.present(),
          row.parallel(),
          row.ratio(),
          row.p50(),
          row.floorP50(),
          row.p99(),
          row.floorP99(),
          row.samples());
    }
  }
}
