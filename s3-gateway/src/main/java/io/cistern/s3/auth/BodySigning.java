package io.cistern.s3.auth;

/**
 * What the head of a request says about how its body is signed and framed.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">AWS:
 *     x-amz-content-sha256</a>
 */
public sealed interface BodySigning {
  /** The bytes stand as they come. */
  record Unsigned() implements BodySigning {}

  /**
   * The whole body has this hash.
   *
   * @param sha256 64 lower-case hexadecimal digits
   */
  record Hashed(String sha256) implements BodySigning {}

  /** Chunks without signatures, then trailers. */
  record UnsignedChunks() implements BodySigning {}

  /**
   * Chunks that each carry a signature.
   *
   * @param trailer whether signed trailers follow
   */
  record SignedChunks(ChunkChain chain, boolean trailer) implements BodySigning {}

  BodySigning UNSIGNED = new Unsigned();
}
