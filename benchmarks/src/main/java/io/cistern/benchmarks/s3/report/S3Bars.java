package io.cistern.benchmarks.s3.report;

import io.cistern.benchmarks.report.Bar;
import io.cistern.benchmarks.s3.load.Cell;
import io.cistern.benchmarks.s3.load.CellRow;
import io.cistern.benchmarks.s3.load.ListRow;
import io.cistern.benchmarks.s3.load.Operation;
import io.cistern.benchmarks.s3.load.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is promised of the gateway beside a peer, held against what was measured. */
final class S3Bars {
  private static final int SMALL = 4 << 10;
  private static final int LARGE = 64 << 20;
  private static final double SMALL_PUT = 5;
  private static final double SMALL_GET = 3;
  private static final double LARGE_EITHER = 1;
  private static final double LIST = 10;
  private static final double FLAT = 1.3;
  private static final double RSS = 0.7;

  private S3Bars() {}

  static List<Bar> of(S3Results results, String peer) {
    List<Bar> bars = new ArrayList<>();
    results.objects().forEach(row -> throughput(row, results.ours(), peer, bars));
    results
        .lists()
        .forEach(
            row ->
                row.ratio(results.ours(), peer)
                    .ifPresent(
                        ratio ->
                            bars.add(
                                Bar.atLeast(
                                    "LIST of 1,000 among %,d, clients: %d, times %s's throughput"
                                        .formatted(row.keys(), row.clients(), peer),
                                    ratio,
                                    LIST))));
    results
        .memoryOf(peer)
        .flatMap(theirs -> results.memoryOf(results.ours()).map(ours -> memory(ours, theirs)))
        .ifPresent(bars::addAll);
    return bars;
  }

  /** Of the pages' own time, whatever the peers do. */
  static List<Bar> flatness(S3Results results) {
    List<ListRow> alone =
        results.lists().stream()
            .filter(row -> row.clients() == 1)
            .sorted(Comparator.comparingInt(ListRow::keys))
            .toList();
    if (alone.size() < 2) {
      return List.of();
    }
    double few = p50(alone.getFirst(), results.ours());
    double many = p50(alone.getLast(), results.ours());
    return List.of(
        Bar.atMost(
            "LIST p50 among %,d keys, times that among %,d"
                .formatted(alone.getLast().keys(), alone.getFirst().keys()),
            many / few,
            FLAT));
  }

  private static double p50(ListRow row, String server) {
    return Sample.median(row.of(server), Sample::p50);
  }

  private static void throughput(CellRow row, String ours, String peer, List<Bar> bars) {
    Cell cell = row.cell();
    double limit = limit(cell);
    if (limit > 0) {
      row.ratio(ours, peer)
          .ifPresent(
              ratio ->
                  bars.add(
                      Bar.atLeast(
                          "%s of %s, clients: %d, times %s's throughput"
                              .formatted(
                                  cell.operation().title(), cell.size(), cell.clients(), peer),
                          ratio,
                          limit)));
    }
  }

  /** 0 where nothing is promised. */
  private static double limit(Cell cell) {
    boolean put = cell.operation() == Operation.PUT;
    if (!put && cell.operation() != Operation.GET) {
      return 0;
    }
    if (cell.bytes() >= LARGE) {
      return LARGE_EITHER;
    }
    if (cell.bytes() > SMALL || put && cell.clients() == 1) {
      return 0;
    }
    return put ? SMALL_PUT : SMALL_GET;
  }

  private static List<Bar> memory(S3Results.ServerMemory ours, S3Results.ServerMemory theirs) {
    return List.of(
        Bar.atMost(
            "RSS after everything, times " + theirs.server() + "'s",
            ours.endMib() / theirs.endMib(),
            RSS),
        Bar.atMost(
            "greatest RSS, times " + theirs.server() + "'s",
            ours.peakMib() / theirs.peakMib(),
            RSS));
  }
}
