package io.cistern.s3.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.Payload;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.auth.BodySigning;
import io.cistern.s3.auth.Heads;
import io.cistern.s3.model.ChecksumAlgorithm;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STREAMING-UNSIGNED-PAYLOAD-TRAILER, as SDKs send bodies over TLS since 2025. */
class UnsignedTrailersTest {
  private static final byte[] BODY = new byte[100_000];

  static {
    new Random(5).nextBytes(BODY);
  }

  private static byte[] chunked(int chunk, String trailers) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int at = 0; at < BODY.length; at += chunk) {
      int length = Math.min(chunk, BODY.length - at);
      all.writeBytes(Sources.ascii(Integer.toHexString(length) + "\r\n"));
      all.write(BODY, at, length);
      all.writeBytes(Sources.ascii("\r\n"));
    }
    all.writeBytes(Sources.ascii("0\r\n" + trailers + "\r\n"));
    return all.toByteArray();
  }

  private static String trailer(ChecksumAlgorithm algorithm) {
    return Checksums.headerName(algorithm) + ":" + Checksums.of(algorithm, BODY).value() + "\r\n";
  }

  private static Payload open(byte[] body, int piece, int length, String... more) {
    String[] headers = new String[more.length + 2];
    headers[0] = "x-amz-decoded-content-length";
    headers[1] = Integer.toString(length);
    System.arraycopy(more, 0, headers, 2, more.length);
    return Payloads.open(
        Heads.head("PUT", "/bucket/key", headers),
        Sources.pieces(body, piece),
        new BodySigning.UnsignedChunks());
  }

  private static Payload announced(byte[] body) {
    return open(body, 8192, BODY.length, "x-amz-trailer", "x-amz-checksum-crc32");
  }

  private static void refused(Payload payload, S3Error error) {
    assertThatThrownBy(() -> Sources.read(payload))
        .isInstanceOfSatisfying(
            S3Exception.class, refused -> assertThat(refused.error()).isEqualTo(error));
  }

  @ParameterizedTest
  @EnumSource(ChecksumAlgorithm.class)
  void everyChecksumInATrailerIsVerifiedAndKept(ChecksumAlgorithm algorithm) {
    String name = Checksums.headerName(algorithm);
    Payload payload =
        open(chunked(65_536, trailer(algorithm)), 1_000, BODY.length, "x-amz-trailer", name);
    assertThat(Sources.read(payload)).isEqualTo(BODY);
    assertThat(payload.checksums()).containsExactly(Checksums.of(algorithm, BODY));
    byte[] wrong = chunked(65_536, trailer(algorithm));
    wrong[10] ^= 1;
    refused(open(wrong, 1_000, BODY.length, "x-amz-trailer", name), S3Error.BAD_DIGEST);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 8_191, 65_536, 100_000})
  void chunksAreOfAnySize(int chunk) {
    byte[] body = chunked(chunk, trailer(ChecksumAlgorithm.CRC32));
    for (int piece : new int[] {1, 3, 8_192, 1 << 20}) {
      Payload payload = open(body, piece, BODY.length, "x-amz-trailer", "X-Amz-Checksum-CRC32");
      assertThat(Sources.read(payload)).isEqualTo(BODY);
    }
  }

  @Test
  void aChunkMayBeLargerThanAMebibyte() {
    byte[] large = Sources.ascii("x".repeat(3_000_000));
    byte[] body = Sources.ascii("2dc6c0\r\n" + "x".repeat(3_000_000) + "\r\n0\r\n\r\n");
    assertThat(Sources.read(open(body, 65_536, large.length))).isEqualTo(large);
  }

  @Test
  void noTrailerIsNeededWhereNoneIsAnnounced() {
    assertThat(Sources.read(open(chunked(65_536, ""), 1_000, BODY.length))).isEqualTo(BODY);
  }

  @Test
  void theTrailerThatWasAnnouncedMustCome() {
    refused(announced(chunked(65_536, "")), S3Error.MALFORMED_TRAILER);
    refused(
        announced(chunked(65_536, trailer(ChecksumAlgorithm.CRC32C))), S3Error.MALFORMED_TRAILER);
    refused(
        announced(chunked(65_536, trailer(ChecksumAlgorithm.CRC32).repeat(2))),
        S3Error.MALFORMED_TRAILER);
    refused(announced(chunked(65_536, "x".repeat(9_000))), S3Error.MALFORMED_TRAILER);
    refused(announced(chunked(65_536, "x-amz-checksum-crc32:AAA=\r\n")), S3Error.INVALID_REQUEST);
  }

  @Test
  void aTrailerNobodyAnnouncedIsRefused() {
    refused(
        open(chunked(65_536, trailer(ChecksumAlgorithm.CRC32)), 1_000, BODY.length),
        S3Error.MALFORMED_TRAILER);
  }

  @Test
  void anotherLengthThanAnnouncedIsIncomplete() {
    byte[] body = chunked(65_536, trailer(ChecksumAlgorithm.CRC32));
    for (int length : new int[] {BODY.length - 1, BODY.length + 1, 0}) {
      refused(
          open(body, 8_192, length, "x-amz-trailer", "x-amz-checksum-crc32"),
          S3Error.INCOMPLETE_BODY);
    }
  }

  /** A flag of a signed chunk has no place here: it would only look verified. */
  @Test
  void signaturesOfChunksAreRefused() {
    byte[] body = Sources.ascii("3;chunk-signature=" + "0".repeat(64) + "\r\nabc\r\n0\r\n\r\n");
    refused(open(body, 8_192, 3), S3Error.INVALID_REQUEST);
  }

  @Test
  void noBitOfADatumOrTheChecksumCanBeChanged() {
    byte[] body = chunked(50_000, trailer(ChecksumAlgorithm.CRC32));
    for (int at = 0; at < body.length; at += at < 300 || at > body.length - 300 ? 1 : 487) {
      byte[] changed = body.clone();
      changed[at] ^= 1;
      try {
        assertThat(Sources.read(announced(changed))).as("byte %d", at).isEqualTo(BODY);
      } catch (S3Exception refused) {
        assertThat(refused.error().status()).as("byte %d", at).isEqualTo(400);
      }
    }
  }

  @Test
  void noFramingBreaksTheDecoder() {
    byte[] valid = chunked(40_000, trailer(ChecksumAlgorithm.CRC32));
    byte[] framing = Sources.ascii("0123456789abcdefF\r\n;:=-x\0\u00ff");
    Random random = new Random(17);
    for (int round = 0; round < 3_000; round++) {
      byte[] changed = valid;
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        // where the frames are: around the heads of the chunks and in the trailer
        int[] frames = {0, 40_006, 80_014, valid.length - 40};
        int at = Math.min(changed.length - 1, frames[random.nextInt(4)] + random.nextInt(40));
        changed = edited(changed, at, framing[random.nextInt(framing.length)], random.nextInt(3));
      }
      try {
        int piece = 1 + random.nextInt(50_000);
        Payload payload =
            open(changed, piece, BODY.length, "x-amz-trailer", "x-amz-checksum-crc32");
        assertThat(Sources.read(payload)).as("round %d", round).isEqualTo(BODY);
      } catch (S3Exception refused) {
        assertThat(refused.error().status()).as("round %d", round).isEqualTo(400);
      }
    }
  }

  /** With a byte replaced, put in, or taken out. */
  private static byte[] edited(byte[] bytes, int at, byte value, int how) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, at);
    if (how < 2) {
      all.write(value);
    }
    int rest = how == 1 ? at : at + 1;
    all.write(bytes, rest, bytes.length - rest);
    return all.toByteArray();
  }
}
