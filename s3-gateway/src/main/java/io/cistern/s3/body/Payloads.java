package io.cistern.s3.body;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.Payload;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.auth.BodySigning;
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
      case BodySigning.UnsignedChunks _, BodySigning.SignedChunks _ ->
          throw new S3Exception(S3Error.NOT_IMPLEMENTED);
    };
  }

  private static Payload plain(BodySource source, BodyClaims claims, Optional<String> sha256) {
    if (claims.trailer()) {
      throw new S3Exception(
          S3Error.INVALID_REQUEST, "x-amz-trailer needs a payload that is sent with trailers.");
    }
    return new VerifiedPayload(new PlainStream(source), claims, sha256);
  }
}
