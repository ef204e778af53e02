package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.http.RawClient;
import io.cistern.s3.http.RawClient.Response;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A proxy that the gateway's clients know by another host and port than it sends on. */
class BehindAProxyTest {
  private static final URI OUTSIDE = URI.create("https://s3.example.test:8443");
  private static final Duration TIME = Duration.ofMinutes(5);

  @TempDir Path directory;

  @Test
  void whatIsSignedForTheProxyIsBelievedWhereTheGatewayKnowsOfIt() {
    Map<String, String> known = Map.of("cistern.s3.external-url", OUTSIDE.toString());
    try (TestGateway gateway = new TestGateway(directory, known)) {
      assertThat(putAndGet(gateway)).isEqualTo(200);
    }
  }

  @Test
  void otherwiseItIsForAnotherHost() {
    try (TestGateway gateway = new TestGateway(directory)) {
      assertThat(putAndGet(gateway)).isEqualTo(403);
    }
  }

  /** The status of both, by presigned addresses. */
  private static int putAndGet(TestGateway gateway) {
    new SignedClient(gateway.port()).send("PUT", "/bucket", "");
    try (S3Presigner presigner = presigner()) {
      URL put =
          presigner
              .presignPutObject(
                  sign ->
                      sign.signatureDuration(TIME)
                          .putObjectRequest(o -> o.bucket("bucket").key("k")))
              .url();
      Response stored = throughTheProxy(gateway, "PUT", put, "text");
      URL get =
          presigner
              .presignGetObject(
                  sign ->
                      sign.signatureDuration(TIME)
                          .getObjectRequest(o -> o.bucket("bucket").key("k")))
              .url();
      Response got = throughTheProxy(gateway, "GET", get, "");
      assertThat(got.status()).isEqualTo(stored.status());
      assertThat(got.text()).contains(got.status() == 200 ? "text" : "SignatureDoesNotMatch");
      return got.status();
    }
  }

  private static S3Presigner presigner() {
    return S3Presigner.builder()
        .endpointOverride(OUTSIDE)
        .region(Region.US_EAST_1)
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
        .credentialsProvider(TestGateway.CREDENTIALS)
        .build();
  }

  private static Response throughTheProxy(
      TestGateway gateway, String method, URL signed, String body) {
    try (RawClient client = RawClient.connect(gateway.port())) {
      return client
          .send(
              "%s %s HTTP/1.1\r\nHost: gateway.internal:%d\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(method, signed.getFile(), gateway.port(), body.length(), body))
          .read();
    }
  }
}
