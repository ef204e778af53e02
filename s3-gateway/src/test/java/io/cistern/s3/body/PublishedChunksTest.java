package io.cistern.s3.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.api.Payload;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.auth.Heads;
import io.cistern.s3.model.ChecksumAlgorithm;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chunked examples of AWS's documentation, with its exact signatures.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">AWS: chunked
 *     upload</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">AWS:
 *     trailing headers</a>
 */
class PublishedChunksTest {
  private static final RequestHead SIGNED =
      Heads.head(
          "PUT",
          "/examplebucket/chunkObject.txt",
          "Host",
          "s3.amazonaws.com",
          "Content-Encoding",
          "aws-chunked",
          "Content-Length",
          "66824",
          "x-amz-content-sha256",
          "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
          "x-amz-date",
          "20130524T000000Z",
          "x-amz-decoded-content-length",
          "66560",
          "x-amz-storage-class",
          "REDUCED_REDUNDANCY",
          "Authorization",
          Heads.authorization(
              "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
                  + "x-amz-decoded-content-length;x-amz-storage-class",
              "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"));
  private static final String SIGNED_BODY =
      body(
              "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
              "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
              "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9")
          + "\r\n";
  private static final RequestHead TRAILED =
      Heads.head(
          "PUT",
          "/examplebucket/chunkObject.txt",
          "Host",
          "s3.amazonaws.com",
          "Content-Encoding",
          "aws-chunked",
          "x-amz-content-sha256",
          "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
          "x-amz-date",
          "20130524T000000Z",
          "x-amz-decoded-content-length",
          "66560",
          "x-amz-storage-class",
          "REDUCED_REDUNDANCY",
          "x-amz-trailer",
          "x-amz-checksum-crc32c",
          "Authorization",
          Heads.authorization(
              "content-encoding;host;x-amz-content-sha256;x-amz-date;"
                  + "x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer",
              "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"));
  private static final String TRAILED_BODY =
      body(
              "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
              "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
              "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992")
          + "x-amz-checksum-crc32c:sOO8/Q==\r\n"
          + "x-amz-trailer-signature:"
          + "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n";

  private static String body(String first, String second, String last) {
    return "10000;chunk-signature="
        + first
        + "\r\n"
        + "a".repeat(65_536)
        + "\r\n400;chunk-signature="
        + second
        + "\r\n"
        + "a".repeat(1024)
        + "\r\n0;chunk-signature="
        + last
        + "\r\n";
  }

  private static Payload open(RequestHead head, byte[] body, int piece) {
    return Payloads.open(
        head, Sources.pieces(body, piece), Heads.at(Heads.DAY).authenticate(head).signing());
  }

  private static byte[] decoded() {
    byte[] decoded = new byte[66_560];
    Arrays.fill(decoded, (byte) 'a');
    return decoded;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 85, 86, 87, 8192, 1_000_000})
  void signedChunksAreReadWhereverTheyAreCut(int piece) {
    assertThat(Sources.read(open(SIGNED, Sources.ascii(SIGNED_BODY), piece))).isEqualTo(decoded());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 85, 86, 87, 8192, 1_000_000})
  void signedTrailersAreReadWhereverTheyAreCut(int piece) {
    Payload payload = open(TRAILED, Sources.ascii(TRAILED_BODY), piece);
    assertThat(Sources.read(payload)).isEqualTo(decoded());
    assertThat(payload.checksums())
        .singleElement()
        .satisfies(
            checksum -> {
              assertThat(checksum.algorithm()).isEqualTo(ChecksumAlgorithm.CRC32C);
              assertThat(checksum.value()).isEqualTo("sOO8/Q==");
            });
  }

  @Test
  void noByteOfAChunkASignatureOrATrailerCanBeChanged() {
    byte[] body = Sources.ascii(TRAILED_BODY);
    int secondHeader = 87 + 65_536;
    int secondEnd = secondHeader + 88 + 1024;
    for (int i = 0; i < body.length; i++) {
      if (i == 87 + 100) {
        i = secondHeader;
      } else if (i == secondHeader + 100) {
        i = secondEnd - 10;
      }
      byte[] changed = body.clone();
      changed[i] ^= 1;
      assertRefusedOrSame(changed, i);
    }
  }

  private static void assertRefusedOrSame(byte[] changed, int at) {
    byte[] read;
    try {
      read = Sources.read(open(TRAILED, changed, 8192));
    } catch (S3Exception refused) {
      assertThat(refused.error().status()).as("byte %d", at).isBetween(400, 499);
      return;
    }
    assertThat(read).as("byte %d", at).isEqualTo(decoded());
  }

  @Test
  void aBodyThatBreaksOffAnywhereIsIncomplete() {
    byte[] body = Sources.ascii(SIGNED_BODY);
    for (int length = 0; length < body.length - 4; length += length < 200 ? 1 : 997) {
      byte[] cut = Arrays.copyOf(body, length);
      assertThatThrownBy(() -> Sources.read(open(SIGNED, cut, 8192)))
          .isInstanceOf(S3Exception.class)
          .hasMessageContaining("did not provide the number of bytes");
    }
  }
}
