package io.cistern.pool.uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.pool.lvm.LvmPlace;
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

  @Test
  void anLvmPoolIsAThinPoolInAVolumeGroup() {
    assertThat(PoolUri.parse("lvm:vg-1"))
        .isEqualTo(new PoolUri.Lvm(new LvmPlace("vg-1", "cistern")))
        .hasToString("lvm:vg-1/cistern");
    assertThat(PoolUri.parse("lvm:vg/thin_pool")).hasToString("lvm:vg/thin_pool");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "loop",
        "loop:",
        "loop:relative",
        "/var/lib",
        "loop:\0",
        "lvm:",
        "lvm:vg/",
        "lvm:-vg",
        "lvm:../vg",
        "lvm:vg/a/b",
        "lvm:v g",
        "lvm:vg\0"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> PoolUri.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
