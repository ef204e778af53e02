package io.cistern.s3.object;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.xml.XmlReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
  @Test
  void theHeaderIsAQueryAndMayBeEmpty() {
    assertThat(header("a=1&b%20b=x+y%2Bz&c")).isEqualTo(Map.of("a", "1", "b b", "x y+z", "c", ""));
    assertThat(header("")).isEmpty();
    assertThat(TaggingHeader.read(Headers.EMPTY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a=1&a=2,INVALID_ARGUMENT", "a=%zz,INVALID_ARGUMENT", "=1,INVALID_TAG"})
  void aBrokenHeaderIsRefused(String value, S3Error error) {
    refused(error, () -> header(value));
  }

  @Test
  void anObjectHasTenTagsAndNoMore() {
    assertThat(header(query(10))).hasSize(10);
    refused(S3Error.BAD_REQUEST, () -> header(query(11)));
  }

  @Test
  void keysHave128UnitsAndValues256() {
    String key = "k".repeat(128);
    String value = "v".repeat(256);
    assertThat(header(key + "=" + value)).isEqualTo(Map.of(key, value));
    refused(S3Error.INVALID_TAG, () -> header(key + "k=v"));
    refused(S3Error.INVALID_TAG, () -> header("k=v" + value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%23=1", "a=%3C", "aws:x=1", "a%0A=1"})
  void tagsOfOtherCharactersAndOfAwsAreRefused(String value) {
    refused(S3Error.INVALID_TAG, () -> header(value));
  }

  @Test
  void aDocumentReadsAsItWasWritten() {
    Map<String, String> tags = new TreeMap<>(Map.of("ä b", "+-=._:/@", "z", ""));
    assertThat(Tags.parse(XmlReader.parse(Tags.render(tags), "Tagging"), 10)).isEqualTo(tags);
  }

  @ParameterizedTest
  @CsvSource({
    "<Tagging/>,MALFORMED_XML",
    "<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>,MALFORMED_XML",
    "<Tagging><TagSet><Tag><Value>a</Value></Tag></TagSet></Tagging>,MALFORMED_XML",
  })
  void anIncompleteDocumentIsRefused(String xml, S3Error error) {
    refused(error, () -> Tags.parse(XmlReader.parse(xml.getBytes(UTF_8), "Tagging"), 10));
  }

  @Test
  void aDocumentWithAKeyTwiceIsRefused() {
    String tag = "<Tag><Key>a</Key><Value>1</Value></Tag>";
    String xml = "<Tagging><TagSet>" + tag + tag + "</TagSet></Tagging>";
    refused(
        S3Error.INVALID_TAG, () -> Tags.parse(XmlReader.parse(xml.getBytes(UTF_8), "Tagging"), 10));
  }

  private static Map<String, String> header(String value) {
    return TaggingHeader.read(MetadataHeadersTest.headers("x-amz-tagging", value));
  }

  private static String query(int tags) {
    return IntStream.range(0, tags).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining("&"));
  }

  private static void refused(S3Error error, Runnable act) {
    assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.error()).isEqualTo(error));
  }
}
