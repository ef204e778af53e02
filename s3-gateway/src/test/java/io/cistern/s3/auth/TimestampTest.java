package io.cistern.s3.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
  @Test
  void aTimeOfTheBasicFormIsReadAndWritten() {
    Instant time = Instant.parse("2024-02-29T23:59:58Z");
    assertThat(Timestamp.parse("20240229T235958Z")).contains(time);
    assertThat(Timestamp.format(time)).isEqualTo("20240229T235958Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "20240229T235958",
        "20230229T235958Z",
        "20241301T000000Z",
        "20240101T240000Z",
        "20240101T006000Z",
        "20240101 000000Z",
        "20240101T000000X",
        "2024010\u0661T000000Z",
        "-0240101T000000Z",
        "20240101T0000 0Z"
      })
  void anythingElseIsNoTime(String text) {
    assertThat(Timestamp.parse(text)).isEmpty();
  }
}
