package io.cistern.s3.auth;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.util.List;
import java.util.Optional;

/** What {@code x-amz-content-sha256} says, and what it makes of the body. */
final class PayloadHash {
  static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private static final String NAME = "x-amz-content-sha256";

  private PayloadHash() {}

  /** Of a request with an Authorization header, which must have it. */
  static String required(Headers headers) {
    return given(headers)
        .orElseThrow(
            () ->
                new S3Exception(
                    S3Error.INVALID_REQUEST,
                    "Missing required header for this request: x-amz-content-sha256"));
  }

  /** Of a presigned URL, or of a request that nobody signed. */
  static String orUnsigned(RequestHead head) {
    return given(head.headers())
        .or(() -> head.query().first("X-Amz-Content-Sha256"))
        .orElse(UNSIGNED);
  }

  private static Optional<String> given(Headers headers) {
    List<String> values = headers.all(NAME);
    if (values.size() > 1) {
      throw invalid(String.join(",", values));
    }
    return values.stream().findFirst();
  }

  /**
   * What the body is held to.
   *
   * @param chain of the head's signature; empty where nobody signed it
   */
  static BodySigning signing(String hash, Optional<ChunkChain> chain) {
    return switch (hash) {
      case UNSIGNED -> BodySigning.UNSIGNED;
      case "STREAMING-UNSIGNED-PAYLOAD-TRAILER" -> new BodySigning.UnsignedChunks();
      case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" -> chunks(chain, false);
      case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" -> chunks(chain, true);
      case "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
          "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER" ->
          throw Algorithms.asymmetric();
      default -> {
        if (!Sha256.isHex(hash)) {
          throw invalid(hash);
        }
        yield new BodySigning.Hashed(hash);
      }
    };
  }

  private static BodySigning chunks(Optional<ChunkChain> chain, boolean trailer) {
    return new BodySigning.SignedChunks(
        chain.orElseThrow(() -> new S3Exception(S3Error.ACCESS_DENIED)), trailer);
  }

  private static S3Exception invalid(String value) {
    return new S3Exception(
            S3Error.INVALID_ARGUMENT,
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER,"
                + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD,"
                + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, or a valid sha256 value.")
        .withDetail("ArgumentName", NAME)
        .withDetail("ArgumentValue", value);
  }
}
