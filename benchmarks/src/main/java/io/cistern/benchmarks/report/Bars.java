package io.cistern.benchmarks.report;

import io.cistern.benchmarks.fio.FioJob;
import io.cistern.benchmarks.latency.LatencyRow;
import io.cistern.benchmarks.service.ServiceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is promised of the CSI services' speed and size, held against what was measured. */
final class Bars {
  private static final double CREATE_OVER_FLOOR = 3;
  private static final double FULL_OVER_EMPTY = 1.3;
  private static final double FIO_OF_FILESYSTEM = 0.9;
  private static final double RSS_MIB = 96;
  private static final double NODE_READY_MILLIS = 1500;

  private Bars() {}

  static List<Bar> of(Results results) {
    List<Bar> bars = new ArrayList<>();
    results.latencies().stream()
        .filter(row -> row.operation().equals("create"))
        .forEach(
            row ->
                bars.add(
                    Bar.atMost(
                        "create p50, times the floor, %s"
                            .formatted(situation(row.present(), row.parallel())),
                        row.ratio(),
                        CREATE_OVER_FLOOR)));
    bars.addAll(flatness(results.latencies()));
    results.fio().stream()
        .filter(row -> row.job() != FioJob.SYNCED_WRITE)
        .forEach(
            row ->
                bars.add(
                    Bar.atLeast(
                        "%s, %s volume, part of the filesystem's"
                            .formatted(row.job().title(), row.volume()),
                        row.ratio(),
                        FIO_OF_FILESYSTEM)));
    results.services().stream().filter(ServiceRow::aotCache).forEach(row -> bars.addAll(of(row)));
    return bars;
  }

  private static List<Bar> of(ServiceRow row) {
    List<Bar> bars = new ArrayList<>();
    bars.add(
        Bar.atMost(row.service() + " at rest, MiB RSS", ServiceRow.median(row.rssMib()), RSS_MIB));
    if (row.service().equals("node")) {
      bars.add(
          Bar.atMost(
              "node ready, ms with the AOT cache",
              ServiceRow.median(row.readyMillis()),
              NODE_READY_MILLIS));
    }
    return bars;
  }

  private static List<Bar> flatness(List<LatencyRow> rows) {
    List<Bar> bars = new ArrayList<>();
    for (LatencyRow full : rows) {
      if (full.operation().equals("create") && full.present() > 0) {
        empty(rows, full)
            .ifPresent(
                empty ->
                    bars.add(
                        Bar.atMost(
                            "create p50 with %d volumes present, times that with none, %s"
                                .formatted(full.present(), width(full.parallel())),
                            full.p50() / empty.p50(),
                            FULL_OVER_EMPTY)));
      }
    }
    return bars;
  }

  private static Optional<LatencyRow> empty(List<LatencyRow> rows, LatencyRow full) {
    return rows.stream()
        .filter(row -> row.operation().equals(full.operation()))
        .filter(row -> row.parallel() == full.parallel() && row.present() == 0)
        .findFirst();
  }

  static String situation(int present, int parallel) {
    return width(parallel) + ", " + present + " present";
  }

  private static String width(int parallel) {
    return parallel + " at a time";
  }
}
