package io.cistern.pool.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IoLimitsTest {
  @Test
  void theNarrowerParameterHasTheLastWord() {
    IoLimits limits =
        IoLimits.NONE.with(
            Map.of("iops", "100", "writeIops", "7", "readBandwidth", "1M", "bandwidth", "2Mi"));
    assertThat(limits.perSecond())
        .isEqualTo(
            Map.of(
                IoLimit.READ_IOPS,
                100L,
                IoLimit.WRITE_IOPS,
                7L,
                IoLimit.READ_BANDWIDTH,
                1_000_000L,
                IoLimit.WRITE_BANDWIDTH,
                2L << 20));
  }

  @Test
  void absentParametersChangeNothingAndMaxTakesALimitAway() {
    IoLimits limits = IoLimits.NONE.with(Map.of("iops", "100", "bandwidth", "2Mi"));
    assertThat(limits.with(Map.of())).isEqualTo(limits);
    assertThat(limits.with(Map.of("iops", "max", "bandwidth", "max"))).isEqualTo(IoLimits.NONE);
    assertThat(limits.with(Map.of("readIops", "max")).of(IoLimit.WRITE_IOPS)).contains(100L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "+1", "1.5", "1k", "4294967296", "MAX", "١", "1 "})
  void aNumberOfOperationsIsWholeAndFitsTheKernel(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IoLimits.NONE.with(Map.of("iops", text)))
        .withMessageContainingAll("iops", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1 Mi", "fast", "10MB/s"})
  void aBandwidthIsASize(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IoLimits.NONE.with(Map.of("writeBandwidth", text)))
        .withMessageContainingAll("writeBandwidth", text);
  }
}
