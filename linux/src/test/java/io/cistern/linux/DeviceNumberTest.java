package io.cistern.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceNumberTest {

  @Test
  void itIsPackedAsMakedevDoes() {
    assertThat(new DeviceNumber(7, 3).encode()).isEqualTo(0x703);
    assertThat(new DeviceNumber(7, 300).encode()).isEqualTo(0x10072c);
    assertThat(new DeviceNumber(0xfff, 0xfffff).encode()).isEqualTo(0xffffffffL);
    assertThat(new DeviceNumber(0x12345, 0x6789abc).encode()).isEqualTo(0x1206789a345bcL);
  }

  @Test
  void whatWasPackedIsUnpacked() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      DeviceNumber number = new DeviceNumber(random.nextInt() >>> 1, random.nextInt() >>> 1);
      assertThat(DeviceNumber.decode(number.encode())).isEqualTo(number);
      assertThat(DeviceNumber.parse(number.toString())).isEqualTo(number);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":", "7", "7:", ":3", "7:3:1", "a:b", "-1:3", "7:-3", "7:99999999999"})
  void anythingElseIsRefusedByName(String text) {
    assertThatThrownBy(() -> DeviceNumber.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("device number");
  }
}
