package io.cistern.s3.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\u007f\u0080", "\u07ff\u0800\uffff", "a\uD83D\uDE00b"})
  void textBecomesAsManyBytesAsAreForetoldAndComesBack(String text) {
    byte[] bytes = Utf8.encode(text);
    assertThat(bytes).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    assertThat(Utf8.length(text)).isEqualTo(bytes.length);
    assertThat(Utf8.decode(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {0xD83D, 0xDE00})
  void halfOfAPairIsRefusedWhereverItStands(int half) {
    for (String text : new String[] {"a" + (char) half, (char) half + "a"}) {
      assertThatThrownBy(() -> Utf8.encode(text)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Utf8.length(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
