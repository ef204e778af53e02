package io.cistern.pool.uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolUriTest {

  @Test
  void aLoopPoolIsADirectory() {
    assertThat(PoolUri.parse("loop:/var/lib/../lib/pool"))
        .isEqualTo(new PoolUri.Loop(Path.of("/var/lib/pool")))
        .hasToString("loop:/var/lib/pool");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "loop", "loop:", "loop:relative", "lvm:vg", "/var/lib", "loop:\0"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> PoolUri.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
