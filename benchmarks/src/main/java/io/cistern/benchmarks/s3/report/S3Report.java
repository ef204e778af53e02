package io.cistern.benchmarks.s3.report;

import io.cistern.benchmarks.machine.Machine;
import io.cistern.benchmarks.report.Bar;
import io.cistern.benchmarks.report.Markdown;
import io.cistern.benchmarks.s3.load.Cell;
import io.cistern.benchmarks.s3.load.CellRow;
import io.cistern.benchmarks.s3.load.ListRow;
import io.cistern.benchmarks.s3.load.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The tables of docs/benchmarks/s3.md, ratios first. A peer stands in brackets after ours. */
public final class S3Report {
  private static final int MEBIBYTE = 1 << 20;
  private final Markdown page = new Markdown();
  private final S3Results results;

  private S3Report(S3Results results) {
    this.results = results;
  }

  public static String of(S3Results results) {
    S3Report report = new S3Report(results);
    report.machine();
    report.bars();
    if (!results.objects().isEmpty()) {
      report.objects();
    }
    if (!results.lists().isEmpty()) {
      report.lists();
    }
    report.memory();
    return report.page.toString();
  }

  private void machine() {
    Machine machine = results.machine();
    page.line(
        "Measured %s on %d cores (%s), %d GiB of memory, Linux %s, Java %s; all data on one %s.",
        results.date(),
        machine.cores(),
        machine.architecture(),
        machine.memoryGib(),
        machine.kernel(),
        machine.java(),
        machine.disk());
  }

  private void bars() {
    List<Bar> bars = new ArrayList<>();
    results.peers().forEach(peer -> bars.addAll(S3Bars.of(results, peer)));
    bars.addAll(S3Bars.flatness(results));
    if (bars.isEmpty()) {
      return;
    }
    page.bars(bars);
  }

  private void objects() {
    page.heading("Objects");
    page.line(
        "| operation | size | clients |%s throughput of %s | p50 ms | p99 ms"
            + " | server CPU µs a request | client CPU µs a request |",
        ratioTitles(), names());
    page.line("|---|---|---|%s---|---|---|---|---|", "---|".repeat(results.peers().size()));
    for (CellRow row : results.objects()) {
      Cell cell = row.cell();
      boolean large = cell.bytes() >= MEBIBYTE;
      page.line(
          "| %s | %s | %d |%s %s %s | %s | %s | %s | %s |",
          cell.operation().title(),
          cell.size(),
          cell.clients(),
          ratios(peer -> row.ratio(results.ours(), peer)),
          all(row::of, large ? Sample::mebibytesPerSecond : Sample::perSecond),
          large ? "MiB/s" : "/s",
          all(row::of, Sample::p50),
          all(row::of, Sample::p99),
          all(row::of, Sample::serverCpu),
          all(row::of, Sample::clientCpu));
    }
  }

  private void lists() {
    page.heading("Pages of 1,000 keys");
    page.line(
        "| keys in the bucket | clients |%s pages a second of %s | p50 ms | p99 ms"
            + " | server CPU µs a page |",
        ratioTitles(), names());
    page.line("|---|---|%s---|---|---|---|", "---|".repeat(results.peers().size()));
    for (ListRow row : results.lists()) {
      page.line(
          "| %,d | %d |%s %s | %s | %s | %s |",
          row.keys(),
          row.clients(),
          ratios(peer -> row.ratio(results.ours(), peer)),
          all(row::of, Sample::perSecond),
          all(row::of, Sample::p50),
          all(row::of, Sample::p99),
          all(row::of, Sample::serverCpu));
    }
  }

  private void memory() {
    page.heading("Memory");
    page.line("| server | RSS MiB after its start | after everything | at most |");
    page.line("|---|---|---|---|");
    for (S3Results.ServerMemory held : results.memory()) {
      page.line(
          "| %s | %s | %s | %s |",
          held.server(),
          Markdown.number(held.startMib()),
          Markdown.number(held.endMib()),
          Markdown.number(held.peakMib()));
    }
  }

  private String ratioTitles() {
    StringBuilder titles = new StringBuilder();
    results.peers().forEach(peer -> titles.append(" times ").append(peer).append(" |"));
    return titles.toString();
  }

  private String ratios(Ratio of) {
    StringBuilder cells = new StringBuilder();
    for (String peer : results.peers()) {
      String ratio =
          of.to(peer).map(value -> "**" + Markdown.number(value) + "**").orElse("not loaded");
      cells.append(' ').append(ratio).append(" |");
    }
    return cells.toString();
  }

  private String names() {
    return results.peers().isEmpty()
        ? results.ours()
        : results.ours() + " (" + String.join("; ", results.peers()) + ")";
  }

  /** The medians of all servers: ours, and the others in brackets. */
  private String all(Samples of, ToDoubleFunction<Sample> what) {
    List<String> medians =
        results.servers().stream()
            .map(of::ofServer)
            .map(samples -> samples.isEmpty() ? "–" : Markdown.number(Sample.median(samples, what)))
            .toList();
    return medians.size() == 1
        ? medians.getFirst()
        : medians.getFirst() + " (" + String.join("; ", medians.subList(1, medians.size())) + ")";
  }

  private interface Samples {
    List<Sample> ofServer(String server);
  }

  private interface Ratio {
    Optional<Double> to(String peer);
  }
}
