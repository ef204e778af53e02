package io.cistern.s3.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"abc", "a.b", "0-9", "a--b.c", "1.2.3", "1.2.3.4.5", "1.2.3.a", "s3alias"})
  void namesByTheRulesAreLegal(String name) {
    assertThat(BucketName.isLegal(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "-ab",
        "ab-",
        ".ab",
        "ab.",
        "a..b",
        "Abc",
        "a_b",
        "a b",
        "\u00e9ab",
        "a/b",
        "192.168.5.4",
        "xn--a",
        "sthree-a",
        "amzn-s3-demo-a",
        "a-s3alias",
        "a--ol-s3",
        "a.mrap",
        "a--x-s3",
        "a--table-s3"
      })
  void othersAreNot(String name) {
    assertThat(BucketName.isLegal(name)).isFalse();
  }

  @Test
  void aNameHas63CharactersAtMost() {
    assertThat(BucketName.isLegal("a".repeat(63))).isTrue();
    assertThat(BucketName.isLegal("a".repeat(64))).isFalse();
  }
}
