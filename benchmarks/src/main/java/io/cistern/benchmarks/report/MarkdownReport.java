package io.cistern.benchmarks.report;

import io.cistern.benchmarks.fio.FioRow;
import io.cistern.benchmarks.latency.LatencyRow;
import io.cistern.benchmarks.machine.Machine;
import io.cistern.benchmarks.service.LoadedMemory;
import io.cistern.benchmarks.service.ServiceRow;
import java.util.List;
import java.util.Locale;

/** The tables of docs/benchmarks/csi.md, ratios first. */
public final class MarkdownReport {
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport() {}

  public static String of(Results results) {
    MarkdownReport report = new MarkdownReport();
    report.machine(results);
    report.bars(Bars.of(results));
    report.latencies(results.latencies());
    report.fio(results.fio());
    report.services(results.services(), results.loaded());
    return report.text.toString();
  }

  private void machine(Results results) {
    Machine machine = results.machine();
    line(
        "Measured %s on %d cores (%s), %d GiB of memory, Linux %s, Java %s.",
        results.date(),
        machine.cores(),
        machine.architecture(),
        machine.memoryGib(),
        machine.kernel(),
        machine.java());
    line("The pool is an XFS image in a file, attached with direct I/O, on a %s.", machine.disk());
  }

  private void bars(List<Bar> bars) {
    heading("Bars");
    line("| promise | limit | measured | |");
    line("|---|---|---|---|");
    for (Bar bar : bars) {
      line(
          "| %s | %s %s | %s | %s |",
          bar.promise(),
          bar.atMost() ? "at most" : "at least",
          number(bar.limit()),
          number(bar.measured()),
          bar.verdict());
    }
  }

  private void latencies(List<LatencyRow> rows) {
    heading("CSI calls beside their floor");
    line(
        "| operation | volumes present | at a time | p50 / floor's p50 | p50 ms | floor p50 ms"
            + " | p99 ms | floor p99 ms | samples |");
    line("|---|---|---|---|---|---|---|---|---|");
    for (LatencyRow row : rows) {
      line(
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

  private void fio(List<FioRow> rows) {
    heading("fio on a published volume beside the pool's filesystem");
    line("| job | volume | ratio, median | lowest to highest round | volume | filesystem | |");
    line("|---|---|---|---|---|---|---|");
    for (FioRow row : rows) {
      line(
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
    heading("Start and memory of the services");
    line(
        "| service | AOT cache | ready, ms: median (fastest to slowest) | RSS MiB | PSS MiB"
            + " | anonymous MiB | starts |");
    line("|---|---|---|---|---|---|---|");
    for (ServiceRow row : rows) {
      line(
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
      line("");
      line(
          "After all calls above and a rest, the %s holds %.1f MiB RSS (%.1f PSS, %.1f anonymous).",
          after.service(),
          after.memory().rssMib(),
          after.memory().pssMib(),
          after.memory().anonymousMib());
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }

  private void heading(String words) {
    line("");
    line("### %s", words);
    line("");
  }

  private void line(String format, Object... values) {
    text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
        .append('\n');
  }
}
