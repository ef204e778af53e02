package io.cistern.s3.auth;

/**
 * Signs the chunks of a body, each over the signature of the one before; the first over the
 * signature of the head.
 *
 * @param timestamp as in {@code x-amz-date}
 * @param seed the signature of the head
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">AWS:
 *     signature calculations, chunked upload</a>
 */
public record ChunkChain(SigningKey key, String timestamp, String scope, String seed) {
  /** The signature of a chunk, given the signature before it and the SHA-256 of its bytes. */
  public String chunk(String previous, byte[] sha256) {
    return key.sign(
        String.join(
            "\n",
            "AWS4-HMAC-SHA256-PAYLOAD",
            timestamp,
            scope,
            previous,
            Sha256.EMPTY,
            Sha256.hex(sha256)));
  }

  /** The signature of the trailers, given that of the last chunk. */
  public String trailer(String previous, byte[] canonicalTrailers) {
    return key.sign(
        String.join(
            "\n",
            "AWS4-HMAC-SHA256-TRAILER",
            timestamp,
            scope,
            previous,
            Sha256.hexOf(canonicalTrailers)));
  }

  /** Whether two signatures are the same, in a time that does not tell where they differ. */
  public static boolean same(String expected, String given) {
    return Sha256.sameText(expected, given);
  }
}
