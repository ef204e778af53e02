package io.cistern.benchmarks.report;

import io.cistern.benchmarks.latency.LatencyRow;

/** The tables of docs/benchmarks/lvm.md, ratios first. */
public final class LvmReport {
  private static final double ALONE = 1.2;
  private static final double TOGETHER = 1.0;

  private LvmReport() {}

  public static String of(LvmResults results) {
    Markdown page = new Markdown();
    page.line("%s", results.machine().measured(results.date()));
    page.line(
        "The volume groups are on loop devices over sparse files, on a %s.",
        results.machine().disk());
    page.bars(
        results.latencies().stream()
            .filter(row -> row.operation().startsWith("create"))
            .map(LvmReport::bar)
            .toList());
    LatencyTable.write(page, "Calls of the pool beside LVM's own commands", results.latencies());
    return page.toString();
  }

  private static Bar bar(LatencyRow row) {
    return Bar.atMost(
        "%s p50, times bare lvcreate's, %s"
            .formatted(row.operation(), Bars.situation(row.present(), row.parallel())),
        row.ratio(),
        row.parallel() == 1 ? ALONE : TOGETHER);
  }
}
