package io.cistern.e2e.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The AWS SDK for Java, blocking, as it comes. */
class AwsSdkSyncE2E {
  private static final String BUCKET = "sdk-sync";
  private static final int MIB = 1 << 20;

  @RegisterExtension static final RunningGateway GATEWAY = new RunningGateway();

  private static S3Client s3;

  @BeforeAll
  static void connect() {
    s3 = client(S3Configuration.builder().pathStyleAccessEnabled(true).build());
    s3.createBucket(request -> request.bucket(BUCKET));
  }

  @AfterAll
  static void disconnect() {
    s3.close();
  }

  private static S3Client client(S3Configuration configuration) {
    return S3Client.builder()
        .endpointOverride(GATEWAY.endpoint())
        .region(RunningGateway.REGION)
        .credentialsProvider(GATEWAY.credentials())
        .serviceConfiguration(configuration)
        .build();
  }

  private static ResponseBytes<GetObjectResponse> get(String key) {
    return s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(key));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 32 * 1024 + 1, 5 * MIB, 33 * MIB})
  void anObjectOfAnySizeComesBack(int length) {
    byte[] bytes = Contents.bytes(length, length);
    s3.putObject(
        request -> request.bucket(BUCKET).key("size " + length), RequestBody.fromBytes(bytes));
    ResponseBytes<GetObjectResponse> back = get("size " + length);
    assertThat(Contents.sha256(back.asByteArray())).isEqualTo(Contents.sha256(bytes));
    assertThat(back.response().contentLength()).isEqualTo(length);
  }

  @Test
  void aStreamOfUnknownLengthComesBack() {
    byte[] bytes = Contents.bytes(7, 3 * MIB + 5);
    s3.putObject(
        request -> request.bucket(BUCKET).key("stream"),
        RequestBody.fromContentProvider(
            () -> new ByteArrayInputStream(bytes), "application/octet-stream"));
    assertThat(get("stream").asByteArray()).isEqualTo(bytes);
  }

  @Test
  void payloadsInSignedChunksAndInNoneComeBack() {
    byte[] bytes = Contents.bytes(8, 300_000);
    for (boolean chunked : List.of(true, false)) {
      try (S3Client other =
          client(
              S3Configuration.builder()
                  .pathStyleAccessEnabled(true)
                  .chunkedEncodingEnabled(chunked)
                  .build())) {
        String key = "chunked " + chunked;
        other.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
        assertThat(get(key).asByteArray()).isEqualTo(bytes);
        assertThat(get(key).response().contentEncoding()).isNullOrEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ChecksumAlgorithm.class,
      names = {"CRC32", "CRC32_C", "SHA1", "SHA256", "CRC64_NVME"})
  void aChecksumThatTheClientComputedIsKeptAndGiven(ChecksumAlgorithm algorithm) {
    byte[] bytes = Contents.bytes(9, 100_000);
    String key = "sum " + algorithm;
    s3.putObject(
        request -> request.bucket(BUCKET).key(key).checksumAlgorithm(algorithm),
        RequestBody.fromBytes(bytes));
    ResponseBytes<GetObjectResponse> back =
        s3.getObjectAsBytes(
            request -> request.bucket(BUCKET).key(key).checksumMode(ChecksumMode.ENABLED));
    assertThat(back.asByteArray()).isEqualTo(bytes);
    GetObjectResponse head = back.response();
    String given =
        switch (algorithm) {
          case CRC32 -> head.checksumCRC32();
          case CRC32_C -> head.checksumCRC32C();
          case SHA1 -> head.checksumSHA1();
          case SHA256 -> head.checksumSHA256();
          case CRC64_NVME -> head.checksumCRC64NVME();
          default -> throw new IllegalArgumentException(algorithm.toString());
        };
    assertThat(given).isNotBlank();
  }

  @Test
  void keysAreAnyCharacters() {
    List<String> keys =
        List.of(
            "a", "a/", "a//b", "./x", "../y", "ü ñ/名前", "a+b=c&d", "%41", "q?r#s", "'\"<>", "🜁");
    keys.forEach(
        key ->
            s3.putObject(
                request -> request.bucket(BUCKET).key("keys/" + key), RequestBody.fromString(key)));
    keys.forEach(key -> assertThat(get("keys/" + key).asUtf8String()).isEqualTo(key));
    assertThat(
            s3
                .listObjectsV2Paginator(
                    request -> request.bucket(BUCKET).prefix("keys/").maxKeys(2))
                .contents()
                .stream()
                .map(S3Object::key))
        .containsExactlyInAnyOrderElementsOf(keys.stream().map(key -> "keys/" + key).toList());
  }

  @Test
  void partsBecomeAnObject() {
    byte[] first = Contents.bytes(1, 5 * MIB);
    byte[] second = Contents.bytes(2, 1000);
    String upload =
        s3.createMultipartUpload(request -> request.bucket(BUCKET).key("parts")).uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    for (byte[] bytes : List.of(first, second)) {
      int number = parts.size() + 1;
      String tag =
          s3.uploadPart(
                  request ->
                      request.bucket(BUCKET).key("parts").uploadId(upload).partNumber(number),
                  RequestBody.fromBytes(bytes))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    assertThat(
            s3.completeMultipartUpload(
                    request ->
                        request
                            .bucket(BUCKET)
                            .key("parts")
                            .uploadId(upload)
                            .multipartUpload(done -> done.parts(parts)))
                .eTag())
        .endsWith("-2\"");
    byte[] back = get("parts").asByteArray();
    assertThat(back).startsWith(first).endsWith(second).hasSize(first.length + second.length);
  }

  @Test
  void metadataAndTagsAreKept() {
    s3.putObject(
        request ->
            request
                .bucket(BUCKET)
                .key("described")
                .contentType("text/x")
                .cacheControl("no-store")
                .metadata(Map.of("colour", "green"))
                .tagging(
                    Tagging.builder().tagSet(Tag.builder().key("k").value("v w").build()).build()),
        RequestBody.fromString("x"));
    GetObjectResponse head = get("described").response();
    assertThat(head.contentType()).isEqualTo("text/x");
    assertThat(head.cacheControl()).isEqualTo("no-store");
    assertThat(head.metadata()).containsEntry("colour", "green");
    assertThat(s3.getObjectTagging(request -> request.bucket(BUCKET).key("described")).tagSet())
        .containsExactly(Tag.builder().key("k").value("v w").build());
  }

  @Test
  void versionsAreKept() {
    s3.createBucket(request -> request.bucket("sdk-versions"));
    s3.putBucketVersioning(
        request ->
            request
                .bucket("sdk-versions")
                .versioningConfiguration(set -> set.status(BucketVersioningStatus.ENABLED)));
    List<String> versions = new ArrayList<>();
    for (String content : List.of("one", "two")) {
      versions.add(
          s3.putObject(
                  request -> request.bucket("sdk-versions").key("k"),
                  RequestBody.fromString(content))
              .versionId());
    }
    s3.deleteObject(request -> request.bucket("sdk-versions").key("k"));
    assertThatThrownBy(() -> s3.headObject(request -> request.bucket("sdk-versions").key("k")))
        .isInstanceOf(NoSuchKeyException.class);
    assertThat(
            s3.getObjectAsBytes(
                    request ->
                        request.bucket("sdk-versions").key("k").versionId(versions.getFirst()))
                .asUtf8String())
        .isEqualTo("one");
    assertThat(s3.listObjectVersions(request -> request.bucket("sdk-versions")).versions())
        .extracting(version -> version.versionId())
        .containsExactlyElementsOf(versions.reversed());
  }

  @Test
  void aPresignedAddressNeedsNoCredentials() throws IOException, InterruptedException {
    byte[] bytes = Contents.bytes(11, 50_000);
    try (S3Presigner presigner =
            S3Presigner.builder()
                .endpointOverride(GATEWAY.endpoint())
                .region(RunningGateway.REGION)
                .credentialsProvider(GATEWAY.credentials())
                .serviceConfiguration(
                    S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
        HttpClient http = HttpClient.newHttpClient()) {
      var put =
          presigner.presignPutObject(
              sign ->
                  sign.signatureDuration(Duration.ofMinutes(1))
                      .putObjectRequest(request -> request.bucket(BUCKET).key("pre/signed +ü")));
      assertThat(
              http.send(
                      HttpRequest.newBuilder(URI.create(put.url().toString()))
                          .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                          .build(),
                      HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
      var get =
          presigner.presignGetObject(
              sign ->
                  sign.signatureDuration(Duration.ofMinutes(1))
                      .getObjectRequest(request -> request.bucket(BUCKET).key("pre/signed +ü")));
      assertThat(
              http.send(
                      HttpRequest.newBuilder(URI.create(get.url().toString())).build(),
                      HttpResponse.BodyHandlers.ofByteArray())
                  .body())
          .isEqualTo(bytes);
    }
  }

  @Test
  void aThousandObjectsAreDeletedAtOnce() {
    List<ObjectIdentifier> keys = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      keys.add(ObjectIdentifier.builder().key("thousand/" + i).build());
    }
    s3.putObject(request -> request.bucket(BUCKET).key("thousand/999"), RequestBody.empty());
    assertThat(
            s3.deleteObjects(
                    request -> request.bucket(BUCKET).delete(delete -> delete.objects(keys)))
                .deleted())
        .hasSize(1_000);
    assertThat(s3.listObjectsV2(request -> request.bucket(BUCKET).prefix("thousand/")).contents())
        .isEmpty();
  }

  @Test
  void errorsAreTheSdksOwnExceptions() {
    assertThatThrownBy(() -> get("nowhere")).isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> s3.listObjectsV2(request -> request.bucket("sdk-nowhere")))
        .isInstanceOf(NoSuchBucketException.class);
    assertThatThrownBy(
            () ->
                s3.putObject(
                    request -> request.bucket(BUCKET).key("x").ifMatch("\"other\""),
                    RequestBody.fromString("x")))
        .isInstanceOfSatisfying(
            S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(404));
    assertThatThrownBy(() -> s3.deleteBucket(request -> request.bucket(BUCKET)))
        .isInstanceOfSatisfying(
            S3Exception.class,
            refused ->
                assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("BucketNotEmpty"));
  }
}
