package io.cistern.s3.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.Payload;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.auth.BodySigning;
import io.cistern.s3.auth.Heads;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.testing.Stored;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client claims of its body, kept to before the end of the body is given. */
class ClaimsTest {
  private static final byte[] BODY = Sources.ascii("hello");
  private static final byte[] OTHER = Sources.ascii("other");
  private static final String MD5 = "XUFAKrxLKna5cZ2REBfFkg==";
  private static final String SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  private static Payload payload(byte[] body, BodySigning signing, String... headers) {
    return Payloads.open(
        Heads.head("PUT", "/bucket/key", headers), Sources.pieces(body, 2), signing);
  }

  private static Payload payload(byte[] body, String... headers) {
    return payload(body, BodySigning.UNSIGNED, headers);
  }

  private static S3Exception refused(S3Error error, ThrowingCallable read) {
    S3Exception[] refused = new S3Exception[1];
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(S3Exception.class, failure -> refused[0] = failure);
    assertThat(refused[0].error()).isEqualTo(error);
    return refused[0];
  }

  @Test
  void contentMd5IsVerified() {
    Payload payload = payload(BODY, "Content-MD5", MD5);
    assertThat(Sources.read(payload)).isEqualTo(BODY);
    assertThat(payload.md5()).isEqualTo(Stored.md5(BODY));
    S3Exception bad =
        refused(S3Error.BAD_DIGEST, () -> Sources.read(payload(OTHER, "Content-MD5", MD5)));
    assertThat(bad.message())
        .isEqualTo("The Content-MD5 you specified did not match what we received.");
    assertThat(bad.details())
        .extracting(Object::toString)
        .containsExactly(
            "ExpectedDigest=" + MD5,
            "CalculatedDigest=" + Base64.getEncoder().encodeToString(Stored.md5(OTHER)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "5d41402abc4b2a76b9719d911017c592", "XUFAKrxLKna5cZ2REBfFk===", "AAAA"})
  void whatIsNoMd5IsRefusedBeforeTheBody(String md5) {
    refused(S3Error.INVALID_DIGEST, () -> payload(BODY, "Content-MD5", md5));
  }

  @Test
  void twoMd5sAreRefused() {
    refused(S3Error.INVALID_DIGEST, () -> payload(BODY, "Content-MD5", MD5, "Content-MD5", MD5));
  }

  @Test
  void theHashThatWasSignedIsVerified() {
    BodySigning hashed = new BodySigning.Hashed(SHA256);
    assertThat(Sources.read(payload(BODY, hashed))).isEqualTo(BODY);
    S3Exception mismatch =
        refused(S3Error.X_AMZ_CONTENT_SHA256_MISMATCH, () -> Sources.read(payload(OTHER, hashed)));
    assertThat(mismatch.details())
        .extracting(Object::toString)
        .contains("ClientComputedContentSHA256=" + SHA256);
  }

  @Test
  void aHashThatIsTheChecksumTooIsVerifiedAsBoth() {
    BodySigning hashed = new BodySigning.Hashed(SHA256);
    String sum = Checksums.of(ChecksumAlgorithm.SHA256, BODY).value();
    String wrong = Checksums.of(ChecksumAlgorithm.SHA256, OTHER).value();
    Payload payload = payload(BODY, hashed, "x-amz-checksum-sha256", sum);
    assertThat(Sources.read(payload)).isEqualTo(BODY);
    refused(
        S3Error.BAD_DIGEST,
        () -> Sources.read(payload(BODY, hashed, "x-amz-checksum-sha256", wrong)));
    refused(
        S3Error.X_AMZ_CONTENT_SHA256_MISMATCH,
        () -> Sources.read(payload(OTHER, hashed, "x-amz-checksum-sha256", wrong)));
  }

  @ParameterizedTest
  @EnumSource(ChecksumAlgorithm.class)
  void aChecksumInAHeaderIsVerifiedAndKept(ChecksumAlgorithm algorithm) {
    String name = Checksums.headerName(algorithm);
    String value = Checksums.of(algorithm, BODY).value();
    Payload payload = payload(BODY, name, value, "x-amz-sdk-checksum-algorithm", algorithm.name());
    assertThat(Sources.read(payload)).isEqualTo(BODY);
    assertThat(payload.checksums()).containsExactly(Checksums.of(algorithm, BODY));
    S3Exception bad = refused(S3Error.BAD_DIGEST, () -> Sources.read(payload(OTHER, name, value)));
    assertThat(bad.message())
        .isEqualTo(
            "The %s you specified did not match the calculated checksum.".formatted(algorithm));
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-checksum-crc32,''",
    "x-amz-checksum-crc32,AAA=",
    "x-amz-checksum-crc32,*AAAAA==",
    "x-amz-checksum-crc64nvme,AAAAAA==",
    "x-amz-checksum-sha256,AAAAAA==",
    "x-amz-checksum-md4,AAAAAA==",
    "x-amz-sdk-checksum-algorithm,MD4",
    "x-amz-trailer,x-amz-checksum-crc32",
    "x-amz-trailer,x-amz-meta-a"
  })
  void claimsThatMakeNoSenseAreRefusedBeforeTheBody(String name, String value) {
    refused(S3Error.INVALID_REQUEST, () -> payload(BODY, name, value));
  }

  @Test
  void oneChecksumIsEnough() {
    String crc32 = Checksums.of(ChecksumAlgorithm.CRC32, BODY).value();
    String sha1 = Checksums.of(ChecksumAlgorithm.SHA1, BODY).value();
    refused(
        S3Error.INVALID_REQUEST,
        () -> payload(BODY, "x-amz-checksum-crc32", crc32, "x-amz-checksum-sha1", sha1));
    refused(
        S3Error.INVALID_REQUEST,
        () -> payload(BODY, "x-amz-checksum-crc32", crc32, "x-amz-checksum-crc32", crc32));
    refused(
        S3Error.INVALID_REQUEST,
        () -> payload(BODY, "x-amz-checksum-crc32", crc32, "x-amz-sdk-checksum-algorithm", "SHA1"));
  }

  @Test
  void neitherTagNorChecksumIsToldBeforeTheEnd() {
    Payload payload = payload(BODY);
    payload.next();
    assertThatThrownBy(payload::md5).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(payload::checksums).isInstanceOf(IllegalStateException.class);
  }
}
