package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Multipart uploads as the AWS SDK for Java 2 makes them, over real HTTP. */
class MultipartWithAwsSdkTest extends WithAwsSdk {
  private static final byte[] ONE = random(5 << 20, 1);
  private static final byte[] TWO = random(300_000, 2);
  private static final byte[] BOTH =
      ByteBuffer.allocate(ONE.length + TWO.length).put(ONE).put(TWO).array();

  @Test
  void partsBecomeAnObjectAndARetriedCompleteSaysTheSame() {
    String key = "a key/with ü+";
    String id =
        begin(
            request -> request.key(key).contentType("image/png").metadata(Map.of("colour", "red")));
    CompletedPart two = put(key, id, 2, TWO);
    CompletedPart one = put(key, id, 1, ONE);
    assertThat(
            s3.listParts(list -> list.bucket(BUCKET).key(key).uploadId(id)).parts().stream()
                .map(Part::size))
        .containsExactly((long) ONE.length, (long) TWO.length);
    CompleteMultipartUploadResponse completed = complete(key, id, one, two);
    CompleteMultipartUploadResponse again = complete(key, id, one, two);
    assertThat(again.eTag()).isEqualTo(completed.eTag()).endsWith("-2\"");
    assertThat(again.checksumCRC32()).isEqualTo(completed.checksumCRC32());
    var object = s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key));
    assertThat(object.asByteArray()).isEqualTo(BOTH);
    assertThat(object.response().eTag()).isEqualTo(completed.eTag());
    assertThat(object.response().contentType()).isEqualTo("image/png");
    assertThat(object.response().metadata()).containsEntry("colour", "red");
    byte[] second =
        s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key).partNumber(2)).asByteArray();
    assertThat(second).isEqualTo(TWO);
  }

  @ParameterizedTest
  @EnumSource(names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
  void checksumsOfPartsAreVerifiedAndThatOfTheObjectTold(ChecksumAlgorithm algorithm) {
    String key = "checksum-" + algorithm;
    String id = begin(request -> request.key(key).checksumAlgorithm(algorithm));
    List<CompletedPart> parts = new ArrayList<>();
    for (byte[] bytes : List.of(ONE, TWO)) {
      int number = parts.size() + 1;
      UploadPartResponse put =
          s3.uploadPart(
              part ->
                  part.bucket(BUCKET)
                      .key(key)
                      .uploadId(id)
                      .partNumber(number)
                      .checksumAlgorithm(algorithm),
              RequestBody.fromBytes(bytes));
      parts.add(completed(number, put));
    }
    complete(key, id, parts.toArray(CompletedPart[]::new));
    var head =
        s3.headObject(object -> object.bucket(BUCKET).key(key).checksumMode(ChecksumMode.ENABLED));
    assertThat(head.checksumType()).isEqualTo(ChecksumType.COMPOSITE);
    assertThat(
            Arrays.asList(
                head.checksumCRC32(),
                head.checksumCRC32C(),
                head.checksumSHA1(),
                head.checksumSHA256()))
        .filteredOn(Objects::nonNull)
        .singleElement()
        .asString()
        .endsWith("-2");
  }

  @Test
  void rangesOfAnObjectAreCopiedIntoParts() {
    s3.putObject(put -> put.bucket(BUCKET).key("source/ö"), RequestBody.fromBytes(BOTH));
    String id = begin(request -> request.key("copy"));
    UploadPartCopyResponse whole =
        s3.uploadPartCopy(
            part ->
                part.sourceBucket(BUCKET)
                    .sourceKey("source/ö")
                    .destinationBucket(BUCKET)
                    .destinationKey("copy")
                    .uploadId(id)
                    .partNumber(1));
    UploadPartCopyResponse range =
        s3.uploadPartCopy(
            part ->
                part.sourceBucket(BUCKET)
                    .sourceKey("source/ö")
                    .copySourceRange("bytes=5242880-5542879")
                    .destinationBucket(BUCKET)
                    .destinationKey("copy")
                    .uploadId(id)
                    .partNumber(2));
    complete("copy", id, copied(1, whole), copied(2, range));
    byte[] copy = s3.getObjectAsBytes(get -> get.bucket(BUCKET).key("copy")).asByteArray();
    assertThat(Arrays.copyOf(copy, BOTH.length)).isEqualTo(BOTH);
    assertThat(Arrays.copyOfRange(copy, BOTH.length, copy.length)).isEqualTo(TWO);
  }

  @Test
  void uploadsUnderWayAreListedPageByPageAndAborted() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      String key = "listed/" + i;
      ids.add(begin(request -> request.key(key)));
    }
    begin(request -> request.key("not-listed"));
    var pages =
        s3.listMultipartUploadsPaginator(
            list -> list.bucket(BUCKET).prefix("listed/").maxUploads(3));
    assertThat(pages.stream().count()).isEqualTo(3);
    assertThat(pages.uploads().stream().map(MultipartUpload::uploadId)).isEqualTo(ids);
    s3.abortMultipartUpload(abort -> abort.bucket(BUCKET).key("listed/3").uploadId(ids.get(3)));
    assertThat(pages.uploads().stream().map(MultipartUpload::key))
        .containsExactly("listed/0", "listed/1", "listed/2", "listed/4", "listed/5", "listed/6");
  }

  @Test
  void whatIsRefusedHasTheCodeTheSdkKnows() {
    String key = "refused";
    String id = begin(request -> request.key(key));
    CompletedPart one = put(key, id, 1, TWO);
    CompletedPart two = put(key, id, 2, TWO);
    refused("EntityTooSmall", 400, () -> complete(key, id, one, two));
    refused("InvalidPartOrder", 400, () -> complete(key, id, two, one));
    refused("InvalidPart", 400, () -> complete(key, id, two.toBuilder().partNumber(3).build()));
    refused("NoSuchUpload", 404, () -> put(key, "00", 1, TWO));
    s3.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromString("first"));
    refused(
        "PreconditionFailed",
        412,
        () ->
            s3.completeMultipartUpload(
                request ->
                    request
                        .bucket(BUCKET)
                        .key(key)
                        .uploadId(id)
                        .ifNoneMatch("*")
                        .multipartUpload(upload -> upload.parts(one))));
    assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String())
        .isEqualTo("first");
  }

  private static void refused(String code, int status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class,
            refusal -> {
              assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(refusal.statusCode()).isEqualTo(status);
              assertThat(refusal.requestId()).isNotEmpty();
            });
  }

  private static String begin(Consumer<CreateMultipartUploadRequest.Builder> as) {
    return s3.createMultipartUpload(request -> as.accept(request.bucket(BUCKET))).uploadId();
  }

  private static CompletedPart put(String key, String id, int number, byte[] bytes) {
    return completed(
        number,
        s3.uploadPart(
            part -> part.bucket(BUCKET).key(key).uploadId(id).partNumber(number),
            RequestBody.fromBytes(bytes)));
  }

  private static CompletedPart completed(int number, UploadPartResponse put) {
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(put.eTag())
        .checksumCRC32(put.checksumCRC32())
        .checksumCRC32C(put.checksumCRC32C())
        .checksumSHA1(put.checksumSHA1())
        .checksumSHA256(put.checksumSHA256())
        .build();
  }

  private static CompletedPart copied(int number, UploadPartCopyResponse copy) {
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(copy.copyPartResult().eTag())
        .checksumCRC32(copy.copyPartResult().checksumCRC32())
        .build();
  }

  private static CompleteMultipartUploadResponse complete(
      String key, String id, CompletedPart... parts) {
    return s3.completeMultipartUpload(
        request ->
            request
                .bucket(BUCKET)
                .key(key)
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(parts)));
  }

  private static byte[] random(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
