package io.cistern.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadTest {

  @Test
  void everyIndexIsPreparedThenTimedThenUndoneOnce() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    Operation operation =
        new Operation(
            i -> assertThat(seen.add("prepared " + i)).isTrue(),
            i -> assertThat(seen).contains("prepared " + i),
            i -> assertThat(seen.add("undone " + i)).isTrue());
    try (Load load = new Load(4)) {
      assertThat(load.batch(operation, 10).count()).isEqualTo(10);
      assertThat(load.batch(operation, 10).count()).isEqualTo(10);
    }
    assertThat(seen)
        .containsAll(
            IntStream.range(0, 20).mapToObj(i -> "undone " + i).collect(Collectors.toSet()));
  }

  @Test
  void aFailedRunEndsTheMeasurement() {
    Operation failing =
        Operation.of(
            i -> {
              throw new IllegalStateException("no such luck");
            },
            i -> {});
    try (Load load = new Load(2)) {
      assertThatThrownBy(() -> load.batch(failing, 3)).hasMessageContaining("no such luck");
    }
  }
}
