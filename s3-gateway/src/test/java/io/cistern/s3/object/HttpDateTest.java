package io.cistern.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1994-11-06T08:49:37.999Z | Sun, 06 Nov 1994 08:49:37 GMT",
        "2024-02-29T23:59:59Z | Thu, 29 Feb 2024 23:59:59 GMT",
        "1970-01-01T00:00:00Z | Thu, 01 Jan 1970 00:00:00 GMT",
        "2026-12-31T00:00:00Z | Thu, 31 Dec 2026 00:00:00 GMT"
      })
  void aDateIsWrittenInGmtToTheSecond(Instant instant, String written) {
    assertThat(HttpDate.format(instant)).isEqualTo(written);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      Instant instant = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
      assertThat(HttpDate.parse(HttpDate.format(instant))).contains(instant);
    }
  }
}
