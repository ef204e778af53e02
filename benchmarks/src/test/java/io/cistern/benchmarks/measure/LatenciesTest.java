package io.cistern.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void aPercentileIsTheNearestRankInMilliseconds() {
    Latencies hundred =
        new Latencies(LongStream.rangeClosed(1, 100).mapToObj(i -> i * 1_000_000).toList());
    assertThat(hundred.p50()).isEqualTo(50);
    assertThat(hundred.p99()).isEqualTo(99);
    assertThat(hundred.percentile(100)).isEqualTo(100);
  }

  @Test
  void oneLatencyIsEveryPercentile() {
    Latencies one = new Latencies(List.of(3_000_000L));
    assertThat(one.p50()).isEqualTo(3);
    assertThat(one.p99()).isEqualTo(3);
  }

  @Test
  void aSeriesWithoutLatenciesIsRefused() {
    assertThatThrownBy(() -> new Latencies(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
