package io.cistern.benchmarks.report;

import io.cistern.benchmarks.fio.FioRow;
import io.cistern.benchmarks.service.LoadedMemory;
import io.cistern.benchmarks.service.ServiceRow;
import java.util.List;

/** The tables of docs/benchmarks/csi.md, ratios first. */
public final class CsiReport {
  private final Markdown page = new Markdown();

  private CsiReport() {}

  public static String of(Results results) {
    CsiReport report = new CsiReport();
    report.machine(results);
    report.page.bars(Bars.of(results));
    LatencyTable.write(report.page, "CSI calls beside their floor", results.latencies());
    report.fio(results.fio());
    report.services(results.services(), results.loaded());
    return report.page.toString();
  }

  private void machine(Results results) {
    page.line("%s", results.machine().measured(results.date()));
    page.line(
        "The pool is an XFS image in a file, attached with direct I/O, on a %s.",
        results.machine().disk());
  }

  private void fio(List<FioRow> rows) {
    page.heading("fio on a published volume beside the pool's filesystem");
    page.line("| job | volume | ratio, median | lowest to highest round | volume | filesystem | |");
    page.line("|---|---|---|---|---|---|---|");
    for (FioRow row : rows) {
      page.line(
          "| %s | %s | **%.2f** | %.2f to %.2f | %.0f | %.0f | %s |",
          row.job().title(),
          row.volume(),
          row.ratio(),
          row.lowestRatio(),
          row.highestRatio(),
          row.oursMedian(),
          row.filesystemMedian(),
          row.job().unit());
    }
  }

  private void services(List<ServiceRow> rows, List<LoadedMemory> loaded) {
    page.heading("Start and memory of the services");
    page.line(
        "| service | AOT cache | ready, ms: median (fastest to slowest) | RSS MiB | PSS MiB"
            + " | anonymous MiB | starts |");
    page.line("|---|---|---|---|---|---|---|");
    for (ServiceRow row : rows) {
      page.line(
          "| %s | %s | %.0f (%.0f to %.0f) | %.1f | %.1f | %.1f | %d |",
          row.service(),
          row.aotCache() ? "with" : "without",
          ServiceRow.median(row.readyMillis()),
          row.readyMillis().getFirst(),
          row.readyMillis().getLast(),
          ServiceRow.median(row.rssMib()),
          ServiceRow.median(row.pssMib()),
          ServiceRow.median(row.anonymousMib()),
          row.readyMillis().size());
    }
    for (LoadedMemory after : loaded) {
      page.line("");
      page.line(
          "After all calls above and a rest, the %s holds %.1f MiB RSS (%.1f PSS, %.1f anonymous).",
          after.service(),
          after.memory().rssMib(),
          after.memory().pssMib(),
          after.memory().anonymousMib());
    }
  }
}
