package io.cistern.pool.lvm.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final String REPORT =
      """
      {"report": [{"lv": [
        {"vg_name":"vg", "vg_uuid":"vy7BWm-WhpR-iKRf-qbMg-U96L-DuBY-WKyEd6",
         "vg_extent_size":"4194304", "vg_size":"4290772992", "vg_free":"2134900736",
         "lv_name":"pool", "lv_uuid":"5z9A07-dP0L-j2ia-mYn3-FjBU-o24X-hPINpz", "lv_size":"2147483648",
         "lv_tags":"", "lv_attr":"twi-aotz--", "pool_lv":""},
        {"vg_name":"vg", "vg_uuid":"vy7BWm-WhpR-iKRf-qbMg-U96L-DuBY-WKyEd6",
         "vg_extent_size":"4194304", "vg_size":"4290772992", "vg_free":"2134900736",
         "lv_name":"v1", "lv_uuid":"t3MoLt-Ejli-OF2T-haL6-gxfZ-SkFM-M8KxpF", "lv_size":"67108864",
         "lv_tags":"a,cistern.pool=0", "lv_attr":"Vwi---tz-k", "pool_lv":"pool"}
      ]}]}
      """;

  @Test
  void aReportIsRead() {
    var rows = Reports.parse("lv", REPORT).stream().map(Reports::volume).toList();
    assertThat(rows).extracting(LvRow::name).containsExactly("pool", "v1");
    LvRow pool = rows.getFirst();
    assertThat(pool.isThinPool()).isTrue();
    assertThat(pool.zeroes()).isTrue();
    assertThat(pool.isActive()).isTrue();
    assertThat(pool.tags()).isEmpty();
    LvRow volume = rows.getLast();
    assertThat(volume.isThin()).isTrue();
    assertThat(volume.isActive()).isFalse();
    assertThat(volume.size()).isEqualTo(ByteSize.ofMiB(64));
    assertThat(volume.tags()).containsExactly("a", "cistern.pool=0");
    assertThat(volume.pool()).isEqualTo("pool");
    assertThat(volume.group().devicePrefix()).isEqualTo("LVM-vy7BWmWhpRiKRfqbMgU96LDuBYWKyEd6");
  }

  @Test
  void whatIsNoReportIsCorrupt() {
    for (String text : new String[] {"", "{}", "[]", "null", "{\"report\":1}", "Segfault"}) {
      assertThatThrownBy(() -> Reports.parse("lv", text))
          .isExactlyInstanceOf(PoolError.Corrupt.class);
    }
  }

  @Test
  void aDamagedReportIsReadAsWhatItSaysOrIsCorrupt() {
    Random random = new Random(4);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(REPORT);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.deleteCharAt(at);
        } else {
          text.setCharAt(at, (char) (' ' + random.nextInt(95)));
        }
      }
      try {
        assertThat(Reports.parse("lv", text.toString()).stream().map(Reports::volume).toList())
            .hasSizeLessThanOrEqualTo(2);
      } catch (PoolError.Corrupt expected) {
        assertThat(expected).hasMessageStartingWith("lvm ");
      }
    }
  }
}
