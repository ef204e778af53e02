package io.cistern.s3.body;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.Headers;
import io.cistern.s3.api.Payload;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.auth.BodySigning;
import java.util.List;
import java.util.Optional;

/** Makes payloads of the bodies of authenticated requests. */
public final class Payloads {
  private Payloads() {}

  /**
   * The body of a request as its client meant it. Reads nothing yet.
   *
   * @throws S3Exception if what the head claims of the body makes no sense
   */
  public static Payload open(RequestHead head, BodySource source, BodySigning signing) {
    BodyClaims claims = BodyClaims.read(head);
    return switch (signing) {
      case BodySigning.Unsigned _ -> plain(source, claims, Optional.empty());
      case BodySigning.Hashed hashed -> plain(source, claims, Optional.of(hashed.sha256()));
      case BodySigning.UnsignedChunks _ ->
          trailed(source, head.headers(), claims, Optional.empty());
      case BodySigning.SignedChunks signed -> {
        Optional<ChunkSigner> signer = Optional.of(new ChunkSigner(signed.chain()));
        yield signed.trailer()
            ? trailed(source, head.headers(), claims, signer)
            : chunked(source, head.headers(), claims, signer);
      }
    };
  }

  private static Payload plain(BodySource source, BodyClaims claims, Optional<String> sha256) {
    refuseTrailer(claims);
    return new VerifiedPayload(new PlainStream(source), claims, sha256);
  }

  private static Payload chunked(
      BodySource source, Headers headers, BodyClaims claims, Optional<ChunkSigner> signer) {
    refuseTrailer(claims);
    return new VerifiedPayload(
        new ChunkedStream(source, decodedLength(headers), signer, Optional.empty()),
        claims,
        Optional.empty());
  }

  private static Payload trailed(
      BodySource source, Headers headers, BodyClaims claims, Optional<ChunkSigner> signer) {
    Optional<String> announced =
        claims.trailer() ? claims.algorithm().map(Checksums::headerName) : Optional.empty();
    return new VerifiedPayload(
        new ChunkedStream(
            source,
            decodedLength(headers),
            signer,
            Optional.of(new ChunkedStream.Ending(announced))),
        claims,
        Optional.empty());
  }

  private static void refuseTrailer(BodyClaims claims) {
    if (claims.trailer()) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST, "x-amz-trailer needs a payload that is sent with trailers.");
    }
  }

  private static long decodedLength(Headers headers) {
    List<String> values = headers.all("x-amz-decoded-content-length");
    if (values.isEmpty()) {
      throw new S3Exception(S3Error.MISSING_CONTENT_LENGTH);
    }
    String value = values.getFirst();
    if (values.size() > 1
        || value.isEmpty()
        || value.length() > 15
        || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new S3Exception(
              S3Error.INVALID_ARGUMENT, "x-amz-decoded-content-length must be a number of bytes.")
          .withDetail("ArgumentName", "x-amz-decoded-content-length")
          .withDetail("ArgumentValue", value);
    }
    return Long.parseLong(value);
  }
}
