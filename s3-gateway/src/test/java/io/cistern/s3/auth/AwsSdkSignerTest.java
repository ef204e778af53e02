package io.cistern.s3.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.api.RequestHead;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** What Amazon's own signer signs is believed, whatever stands in it. */
class AwsSdkSignerTest {
  private static final int ROUNDS = 2_000;
  private static final String CHARACTERS =
      "abcXYZ0189 !\"#$%&'()*+,-./:;<=>?@[]^_`{|}~\u0001\u007f\u00fc\u6f22\uD83D\uDE00//..";

  private final Random random = new Random(17);
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  @Test
  void whatItSignsInHeadersIsBelieved() {
    for (int i = 0; i < ROUNDS; i++) {
      believed(signed(false));
    }
  }

  @Test
  void whatItPresignsIsBelieved() {
    for (int i = 0; i < ROUNDS; i++) {
      believed(signed(true));
    }
  }

  private static void believed(RequestHead head) {
    assertThat(Heads.at(Heads.DAY).authenticate(head).principal().root())
        .as(head.toString())
        .isTrue();
  }

  private RequestHead signed(boolean presigned) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(random.nextBoolean() ? SdkHttpMethod.GET : SdkHttpMethod.PUT)
            .protocol("https")
            .host("localhost")
            .port(9000)
            .encodedPath("/bucket/" + PercentEncoding.encodePath(text(40)));
    for (int i = random.nextInt(4); i > 0; i--) {
      request.appendRawQueryParameter("p" + text(5), text(20));
    }
    for (int i = presigned ? 0 : random.nextInt(4); i > 0; i--) {
      request.putHeader("x-amz-meta-" + i, value());
    }
    var made =
        signer.sign(
            order -> {
              order
                  .identity(AwsCredentialsIdentity.create(Heads.ACCESS_KEY, Heads.SECRET))
                  .request(request.build())
                  .payload(ContentStreamProvider.fromUtf8String(text(20)))
                  .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                  .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                  .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                  .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                  // a presigned URL is made before there is a body
                  .putProperty(
                      AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, !presigned && random.nextBoolean())
                  .putProperty(
                      AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(Heads.DAY, ZoneOffset.UTC));
              if (presigned) {
                order
                    .putProperty(
                        AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(5));
              }
            });
    return head(made.request());
  }

  private static RequestHead head(SdkHttpRequest request) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    request.forEachHeader(
        (name, values) -> values.forEach(value -> headers.add(Map.entry(name, value))));
    String query = request.encodedQueryParameters().map(text -> "?" + text).orElse("");
    return Heads.head(request.method().name(), request.encodedPath() + query, headers);
  }

  private String text(int most) {
    int[] characters = CHARACTERS.codePoints().toArray();
    StringBuilder text = new StringBuilder("k");
    for (int i = random.nextInt(most); i > 0; i--) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return text.toString();
  }

  private String value() {
    StringBuilder value = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      value.append((char) (' ' + random.nextInt(95)));
    }
    return value.toString();
  }
}
