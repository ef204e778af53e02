package io.cistern.pool.lvm.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockWindowTest {
  private static final List<BlockRange> RANGES =
      List.of(new BlockRange(10, 10), new BlockRange(30, 10), new BlockRange(50, 10));

  @Test
  void aWholeAnswerHasEveryPageFromWhereItBegins() {
    BlockWindow whole = new BlockWindow(10, new Page<>(RANGES, false));
    assertThat(whole.answers(9, 1)).isFalse();
    assertThat(whole.answers(10, 100)).isTrue();
    assertThat(whole.answers(1000, 100)).isTrue();
    assertThat(whole.page(10, 2)).isEqualTo(new Page<>(RANGES.subList(0, 2), true));
    assertThat(whole.page(35, 2))
        .isEqualTo(new Page<>(List.of(new BlockRange(35, 5), new BlockRange(50, 10)), false));
    assertThat(whole.page(60, 2)).isEqualTo(new Page<>(List.of(), false));
  }

  @Test
  void ofAPartNoPageIsMadeThatMayNotBeWhole() {
    BlockWindow part = new BlockWindow(0, new Page<>(RANGES, true));
    assertThat(part.answers(0, 2)).isTrue();
    assertThat(part.answers(0, 3)).isFalse();
    assertThat(part.answers(20, 1)).isTrue();
    assertThat(part.answers(20, 2)).isFalse();
    assertThat(part.answers(60, 1)).isFalse();
    assertThat(part.page(0, 2).more()).isTrue();
  }
}
