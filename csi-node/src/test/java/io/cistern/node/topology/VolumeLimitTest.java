package io.cistern.node.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VolumeLimitTest {
  @Test
  void theScarcerOfDevicesAndMountsLimits() {
    assertThat(VolumeLimit.of(1 << 20, 10, 100_000, 100)).isEqualTo(33_300);
    assertThat(VolumeLimit.of(256, 6, 100_000, 100)).isEqualTo(250);
  }

  @Test
  void aNodeThatIsFullStillHasALimit() {
    assertThat(VolumeLimit.of(8, 10, 100_000, 100)).isEqualTo(1);
  }

  @Test
  void theKernelsOwnNumbersAreReadWhole() {
    assertThat(VolumeLimit.read(0, 0)).isGreaterThan(250);
  }
}
