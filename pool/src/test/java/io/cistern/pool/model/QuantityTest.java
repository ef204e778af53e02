package io.cistern.pool.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1Gi, 1073741824",
    "1.5Gi, 1610612736",
    "500M, 500000000",
    "1k, 1000",
    "1e9, 1000000000",
    "2E3, 2000",
    "7Ei, 8070450532247928832",
    "0.5, 1",
    "1E, 1000000000000000000"
  })
  void sizesAreReadAsKubernetesWritesThem(String text, long bytes) {
    assertThat(Quantity.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "0", "-1", "1 Gi", "1GiB", "Gi", "1e", "1e99", "8Ei", "١Gi", "1m", "0x10", "+1"
      })
  void anythingElseIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Quantity.parse(text));
  }
}
