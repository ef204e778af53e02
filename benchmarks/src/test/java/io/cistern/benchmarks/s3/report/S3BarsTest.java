package io.cistern.benchmarks.s3.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.benchmarks.machine.Machine;
import io.cistern.benchmarks.report.Bar;
import io.cistern.benchmarks.s3.load.Cell;
import io.cistern.benchmarks.s3.load.CellRow;
import io.cistern.benchmarks.s3.load.ListRow;
import io.cistern.benchmarks.s3.load.Operation;
import io.cistern.benchmarks.s3.load.Sample;
import io.cistern.benchmarks.s3.report.S3Results.ServerMemory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3BarsTest {
  private static final String PEER = "peer";

  @Test
  void aRatioIsTheMedianOfTheRoundsOwnRatios() {
    CellRow row = put(4 << 10, 16, samples(500, 900, 1_000), samples(100, 100, 500));
    assertThat(S3Bars.of(results(List.of(row), List.of()), PEER).getFirst())
        .isEqualTo(new Bar("PUT of 4 KiB, clients: 16, times peer's throughput", 5, 5, false));
  }

  @Test
  void whatIsNotPromisedHasNoBar() {
    List<CellRow> rows =
        List.of(put(4 << 10, 1, samples(9), samples(1)), put(64 << 10, 16, samples(9), samples(1)));
    assertThat(S3Bars.of(results(rows, List.of()), PEER)).hasSize(2).allMatch(Bar::atMost);
  }

  @Test
  void memoryIsHeldAgainstThePeers() {
    assertThat(S3Bars.of(results(List.of(), List.of()), PEER))
        .extracting(Bar::measured)
        .containsExactly(0.5, 0.75);
  }

  @Test
  void flatnessComparesTheLargestBucketWithTheSmallest() {
    List<ListRow> lists =
        List.of(list(10_000, 1, 2.0), list(100_000, 1, 7.0), list(1_000_000, 1, 3.0));
    assertThat(S3Bars.flatness(results(List.of(), lists)))
        .singleElement()
        .satisfies(bar -> assertThat(bar.measured()).isEqualTo(1.5))
        .satisfies(bar -> assertThat(bar.isMet()).isFalse());
  }

  @Test
  void aTableHasEveryServerAndALineForWhatAPeerWasNotAsked() {
    ListRow row = list(1_000_000, 1, 3.0);
    assertThat(S3Report.of(results(List.of(), List.of(row))))
        .contains("| 1,000,000 | 1 | not loaded | 333 (–) | 3.00 (–) |");
  }

  private static CellRow put(int bytes, int clients, List<Sample> ours, List<Sample> peers) {
    return new CellRow(new Cell(Operation.PUT, bytes, clients), Map.of("ours", ours, PEER, peers));
  }

  private static ListRow list(int keys, int clients, double p50) {
    return new ListRow(keys, clients, Map.of("ours", samples(1_000 / p50)));
  }

  private static List<Sample> samples(double... perSecond) {
    return Arrays.stream(perSecond)
        .mapToObj(rate -> new Sample(rate, rate, 1_000 / rate, 1, 1, 1, 1, 1))
        .toList();
  }

  private static S3Results results(List<CellRow> objects, List<ListRow> lists) {
    return new S3Results(
        "2026-01-01",
        new Machine(2, 8, "amd64", "6.1", "disk", "25"),
        List.of("ours", PEER),
        objects,
        lists,
        List.of(new ServerMemory("ours", 1, 100, 150), new ServerMemory(PEER, 1, 200, 200)));
  }
}
