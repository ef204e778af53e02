package io.cistern.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ETagCondition;
import io.cistern.s3.model.Preconditions;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionHeadersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a|a",
        "\"a\"|a",
        "\"a\", \"b\"|a;b",
        "a,b ,  c|a;b;c",
        "W/\"a\"|a",
        "W/\"a\",b|a;b",
        "\"a,b\",\"c\"|a,b;c",
        "\"*\"|*",
        "\"a|a",
        "\"a\",,\"b\",|a;b"
      })
  void tagsAreReadQuotedBareWeakAndListed(String header, String tags) {
    Set<ETag> expected = Arrays.stream(tags.split(";")).map(ETag::new).collect(Collectors.toSet());
    assertThat(preconditions("If-None-Match", header).ifNoneMatch())
        .isEqualTo(new ETagCondition.OneOf(expected));
  }

  @Test
  void aWeakTagNamesNothingInIfMatch() {
    assertThat(preconditions("If-Match", "W/\"a\", \"b\"").ifMatch())
        .isEqualTo(new ETagCondition.OneOf(Set.of(new ETag("b"))));
  }

  @Test
  void aStarIsAnyAndNoHeaderAsksNothing() {
    assertThat(preconditions("If-None-Match", " * ")).isEqualTo(Preconditions.MUST_NOT_EXIST);
    assertThat(ConditionHeaders.preconditions(Headers.EMPTY)).isEqualTo(Preconditions.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", ",", "W/", "W/\"\""})
  void aHeaderThatNamesNoTagIsMetByNone(String header) {
    assertThat(preconditions("If-Match", header).ifMatch())
        .isEqualTo(new ETagCondition.OneOf(Set.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"If-Modified-Since", "If-Unmodified-Since"})
  void aWriteKnowsNoConditionsOnTheTime(String name) {
    assertThatThrownBy(() -> preconditions(name, "Wed, 25 Nov 2026 00:00:00 GMT"))
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.error()).isEqualTo(S3Error.NOT_IMPLEMENTED));
  }

  private static Preconditions preconditions(String name, String value) {
    return ConditionHeaders.preconditions(MetadataHeadersTest.headers(name, value));
  }
}
