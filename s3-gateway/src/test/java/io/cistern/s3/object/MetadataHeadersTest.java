package io.cistern.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataHeadersTest {
  @Test
  void standardHeadersAreKeptAsTheyCame() {
    Headers headers =
        headers(
            "cache-control", "max-age=5",
            "Content-Disposition", "attachment; filename=\"x\"",
            "Content-Language", "de",
            "content-type", "text/plain",
            "Expires", "whenever",
            "Accept", "*/*");
    assertThat(MetadataHeaders.read(headers).headers())
        .isEqualTo(
            Map.of(
                "Cache-Control", "max-age=5",
                "Content-Disposition", "attachment; filename=\"x\"",
                "Content-Language", "de",
                "Content-Type", "text/plain",
                "Expires", "whenever"));
  }

  @Test
  void theTypeOfAnObjectIsBinaryUnlessItIsSaid() {
    assertThat(MetadataHeaders.read(Headers.EMPTY).headers())
        .isEqualTo(Map.of("Content-Type", "binary/octet-stream"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aws-chunked|",
        "aws-chunked,gzip|gzip",
        "gzip, aws-chunked|gzip",
        "gzip,br|gzip,br"
      })
  void awsChunkedIsNeverPartOfTheContentEncoding(String sent, String kept) {
    assertThat(MetadataHeaders.read(headers("Content-Encoding", sent)).headers())
        .satisfies(system -> assertThat(system.get("Content-Encoding")).isEqualTo(kept));
  }

  @Test
  void namesOfUserMetadataAreLowerCaseAndValuesOfOneNameAreJoined() {
    assertThat(MetadataHeaders.read(headers("X-Amz-Meta-Name", "A", "x-amz-meta-name", "b")).user())
        .isEqualTo(Map.of("name", "A,b"));
  }

  @Test
  void userMetadataHas2048BytesAndNoMore() {
    String longest = "x".repeat(2048 - 4);
    assertThat(MetadataHeaders.read(headers("x-amz-meta-name", longest)).user())
        .isEqualTo(Map.of("name", longest));
    assertThatThrownBy(() -> MetadataHeaders.read(headers("x-amz-meta-name", longest + "x")))
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.error()).isEqualTo(S3Error.METADATA_TOO_LARGE));
  }

  @Test
  void rawUtf8ComesBackAsAwsDocumentsIt() {
    String sent =
        new String("ÄMÄZÕÑ S3".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    String stored = MetadataHeaders.read(headers("x-amz-meta-a", sent)).user().get("a");
    String given = EncodedWords.encode(String.valueOf(stored));
    assertThat(given).isEqualTo("=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?=");
    assertThat(MetadataHeaders.read(headers("x-amz-meta-a", given)).user().get("a"))
        .isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain|plain",
        "=?UTF-8?Q?abc?=|abc",
        "=?utf-8?q?a_b=3Dc?=|a b=c",
        "=?UTF-8?B?w6Q=?= =?UTF-8?B?w7Y=?=|äö",
        "a =?ISO-8859-1?Q?=E4?= b|a ä b",
        "=?UTF-8?B?!!?=|=?UTF-8?B?!!?=",
        "=?UTF-8?Q?=E4?=|=?UTF-8?Q?=E4?=",
        "=?no-such?Q?a?=|=?no-such?Q?a?=",
        "=?UTF-8?Q?=4?=|=?UTF-8?Q?=4?="
      })
  void encodedWordsAreDecodedAndWhatIsNoneIsKept(String header, String text) {
    assertThat(EncodedWords.decode(header)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h\u0004w", "mostly ascii ä?_=", "ÄÖÜ€\uD83D\uDE00", "\u007f"})
  void whatIsEncodedIsAsciiAndDecodesToItself(String text) {
    String longer = text.repeat(40);
    String header = EncodedWords.encode(longer);
    assertThat(header).isPrintable();
    assertThat(header.chars()).allMatch(c -> c < 0x7f);
    assertThat(header.split(" ")).allMatch(word -> word.length() <= 75);
    assertThat(EncodedWords.decode(header)).isEqualTo(longer);
  }

  @Test
  void mostlyAsciiTextIsQuoted() {
    assertThat(EncodedWords.encode("\u0004mymeta")).isEqualTo("=?UTF-8?Q?=04mymeta?=");
  }

  @Test
  void aStorageClassIsKeptWhenItIsNotTheUsualOneAndRefusedWhenItIsNone() {
    assertThat(StorageClass.of(MetadataHeaders.read(headers("x-amz-storage-class", "GLACIER"))))
        .isEqualTo("GLACIER");
    assertThat(MetadataHeaders.read(headers("x-amz-storage-class", "STANDARD")))
        .isEqualTo(MetadataHeaders.read(Headers.EMPTY));
    assertThatThrownBy(() -> MetadataHeaders.read(headers("x-amz-storage-class", "standard")))
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.error()).isEqualTo(S3Error.INVALID_STORAGE_CLASS));
  }

  static Headers headers(String... namesAndValues) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      entries.add(Map.entry(namesAndValues[i], namesAndValues[i + 1]));
    }
    return Headers.of(entries);
  }
}
