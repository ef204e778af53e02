package io.cistern.s3.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Operation;
import io.cistern.s3.api.S3Request;
import io.cistern.s3.api.S3Response;
import io.cistern.s3.http.TestFront;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.testing.Requests;
import io.cistern.s3.testing.TestPayload;
import io.cistern.s3.xml.XmlWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/** Copies that take longer than their clients wait for an answer. */
@Timeout(60)
class LongOperationTest {
  /** How long the clients here bear silence. */
  private static final Duration TIME_OUT = Duration.ofMillis(800);

  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final Duration WORK = Duration.ofMillis(2_500);

  private static final UploadPartCopyRequest COPY =
      UploadPartCopyRequest.builder()
          .sourceBucket("bucket")
          .sourceKey("source")
          .destinationBucket("bucket")
          .destinationKey("target")
          .uploadId("upload")
          .partNumber(1)
          .build();

  /** Answers after a while. */
  private record Slow(Duration work, Supplier<S3Response> outcome) implements Operation {
    @Override
    public String name() {
      return "UploadPartCopy";
    }

    @Override
    public List<Access> accesses(S3Request request) {
      return List.of();
    }

    @Override
    public S3Response handle(S3Request request) {
      try {
        Thread.sleep(work);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return outcome.get();
    }
  }

  private static S3Response copied() {
    return S3Response.xml(
            new XmlWriter()
                .root("CopyPartResult")
                .text("ETag", "\"tag\"")
                .close("CopyPartResult")
                .bytes())
        .with("x-amz-copy-source-version-id", "v1");
  }

  private static S3Response noUpload() {
    throw new StoreError.NoSuchUpload("it was aborted");
  }

  private static TestFront serving(Operation operation) {
    return new TestFront(
        TestFront.LIMITS,
        (head, _) ->
            operation.handle(
                new S3Request(
                    head,
                    Optional.empty(),
                    Optional.empty(),
                    Requests.ROOT,
                    TestPayload.of(new byte[0]))));
  }

  private static S3Client client(TestFront front) {
    return S3Client.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + front.front().port()))
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(TIME_OUT))
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(retries -> retries.maxAttempts(1)))
        .build();
  }

  @Test
  void oneThatEndsSoonAnswersAsItIs() {
    Operation operation = new LongOperation(new Slow(Duration.ZERO, () -> copied()), TIME_OUT);
    try (TestFront front = serving(operation);
        S3Client s3 = client(front)) {
      UploadPartCopyResponse copied = s3.uploadPartCopy(COPY);
      assertThat(copied.copyPartResult().eTag()).isEqualTo("\"tag\"");
      assertThat(copied.copySourceVersionId()).isEqualTo("v1");
    }
  }

  @Test
  void oneThatIsRefusedSoonHasItsErrorsStatus() {
    Operation operation = new LongOperation(new Slow(Duration.ZERO, () -> noUpload()), TIME_OUT);
    Requests request = Requests.toObject("PUT", "bucket", "target");
    assertThatThrownBy(() -> operation.handle(request.build()))
        .isInstanceOf(StoreError.NoSuchUpload.class);
  }

  /** What the others show would mean nothing if this one passed for another reason. */
  @Test
  void aClientGivesUpOnSilence() {
    try (TestFront front = serving(new Slow(WORK, () -> copied()));
        S3Client s3 = client(front)) {
      assertThatThrownBy(() -> s3.uploadPartCopy(COPY)).isInstanceOf(SdkClientException.class);
    }
  }

  @Test
  void whiteSpaceKeepsAClientUntilALateAnswer() {
    Operation operation = new LongOperation(new Slow(WORK, () -> copied()), PATIENCE);
    try (TestFront front = serving(operation);
        S3Client s3 = client(front)) {
      assertThat(s3.uploadPartCopy(COPY).copyPartResult().eTag()).isEqualTo("\"tag\"");
      assertThat(s3.uploadPartCopy(COPY).copyPartResult().eTag()).isEqualTo("\"tag\"");
    }
  }

  @Test
  void aLateErrorIsTheDocumentUnderTwoHundredAndAnErrorToTheClient() {
    Operation operation = new LongOperation(new Slow(WORK, () -> noUpload()), PATIENCE);
    try (TestFront front = serving(operation);
        S3Client s3 = client(front)) {
      assertThatThrownBy(() -> s3.uploadPartCopy(COPY))
          .isInstanceOfSatisfying(
              S3Exception.class,
              late -> {
                assertThat(late.awsErrorDetails().errorCode()).isEqualTo("NoSuchUpload");
                assertThat(late.requestId()).isNotBlank();
              });
    }
  }

  @Test
  void theDeclarationComesBeforeTheWhiteSpaceAndTheConnectionGoesOn() throws Exception {
    Operation operation = new LongOperation(new Slow(WORK, () -> copied()), PATIENCE);
    try (TestFront front = serving(operation);
        HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.front().port() + "/b/k"))
              .build();
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> answer = send(http, request);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/xml");
        assertThat(answer.body())
            .matches("(?s)<\\?xml [^>]*\\?>\n {5,}<CopyPartResult .*</CopyPartResult>");
      }
      assertThat(front.front().connections()).isEqualTo(1);
    }
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest request)
      throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
