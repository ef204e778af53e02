package io.cistern.s3.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bucket and key a path and a host name. */
class AddressingTest {
  private final Addressing addressing = new Addressing(List.of("s3.example", "eu.s3.example"));

  private static RequestHead head(String host, String rawPath) {
    Headers headers = Headers.of(List.of(Map.entry("Host", host)));
    return new RequestHead(
        "1", "GET", rawPath, "", headers, QueryParameters.EMPTY, false, "127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9000, /bucket, bucket, ''",
    "127.0.0.1:9000, /bucket/, bucket, ''",
    "127.0.0.1:9000, /bucket/a/b, bucket, a/b",
    "127.0.0.1:9000, /bucket//, bucket, /",
    "127.0.0.1:9000, /bucket/a//b/, bucket, a//b/",
    "127.0.0.1:9000, /bucket/../secret, bucket, ../secret",
    "127.0.0.1:9000, /bucket/%2e%2e%2Fx, bucket, ../x",
    "127.0.0.1:9000, /bucket/a+b%20c%2Bd, bucket, a+b c+d",
    "127.0.0.1:9000, /bucket/%C3%A4%252F, bucket, ä%2F",
    "s3.example, /bucket/key, bucket, key",
    "photos.s3.example, /key/x, photos, key/x",
    "PHOTOS.S3.Example:443, /key, photos, key",
    "photos.s3.example, /, photos, ''",
    "a.b.eu.s3.example, /k, a.b, k",
    "[::1]:9000, /bucket/key, bucket, key",
    "nots3.example, /bucket/key, bucket, key",
  })
  void theAddressIsDecodedOnceAndOtherwiseAsItCame(
      String host, String path, String bucket, String key) {
    Address address = addressing.of(head(host, path));
    assertThat(address.bucket().orElseThrow().value()).isEqualTo(bucket);
    assertThat(address.key().map(Object::toString).orElse("")).isEqualTo(key);
  }

  @Test
  void theRootIsTheService() {
    assertThat(addressing.of(head("localhost", "/")).level()).isEqualTo(Route.Level.SERVICE);
  }

  @ParameterizedTest
  @CsvSource({
    "/b, INVALID_BUCKET_NAME",
    "/Bucket/key, INVALID_BUCKET_NAME",
    "/../key, INVALID_BUCKET_NAME",
    "/%2e%2e/key, INVALID_BUCKET_NAME",
    "//key, INVALID_BUCKET_NAME",
    "/bucket/%, INVALID_URI",
    "/bucket/%4, INVALID_URI",
    "/bucket/%zz, INVALID_URI",
    "/bucket/%ff, INVALID_URI",
    "/bucket/%ed%a0%80, INVALID_URI",
  })
  void whatCannotBeAnAddressIsRefused(String path, S3Error error) {
    assertThatThrownBy(() -> addressing.of(head("localhost", path)))
        .isInstanceOfSatisfying(
            S3Exception.class, refused -> assertThat(refused.error()).isEqualTo(error));
  }

  @Test
  void aKeyOf1024BytesIsTakenAndOneMoreIsNot() {
    String longest = "k".repeat(1022) + "%C3%A4";
    assertThat(addressing.of(head("h", "/bucket/" + longest)).key()).isPresent();
    assertThatThrownBy(() -> addressing.of(head("h", "/bucket/" + longest + "k")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused -> assertThat(refused.error()).isEqualTo(S3Error.KEY_TOO_LONG));
  }

  @Test
  void noPathAndNoQueryIsMoreThanRefused() {
    Random random = new Random(5);
    String alphabet = "/%2eEfF0c3a4.+&=? \u00e4\u0000az-_~";
    int taken = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder("/");
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        Address address = addressing.of(head("h", text.toString()));
        assertThat(address.bucket().isPresent()).isEqualTo(text.length() > 1);
        taken++;
        QueryParameters.parse(text.substring(1));
      } catch (S3Exception refused) {
        assertThat(refused.error().status()).isEqualTo(400);
      }
    }
    assertThat(taken).isPositive();
  }
}
