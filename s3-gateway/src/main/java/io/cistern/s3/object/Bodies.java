package io.cistern.s3.object;

import io.cistern.s3.api.Payload;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.ETag;
import io.cistern.s3.store.BodyWriter;
import java.nio.ByteBuffer;

/** Brings the body of a request into the store. */
public final class Bodies {
  /** The most bytes of one object put whole, or of one part. */
  public static final long MAX_BYTES = 5L << 30;

  private Bodies() {}

  /**
   * Writes all of {@code payload}. When it returns, the whole payload was written and everything
   * the client claimed of it holds; when it throws, {@code body} must not be published.
   *
   * @return the MD5 of the body, as an entity tag
   * @throws S3Exception {@link S3Error#MISSING_CONTENT_LENGTH} or {@link S3Error#ENTITY_TOO_LARGE},
   *     before a byte is read; whatever the payload throws
   */
  public static ETag receive(Payload payload, BodyWriter body) {
    long length =
        payload.length().orElseThrow(() -> new S3Exception(S3Error.MISSING_CONTENT_LENGTH));
    if (length > MAX_BYTES) {
      throw new S3Exception(S3Error.ENTITY_TOO_LARGE)
          .withDetail("ProposedSize", Long.toString(length))
          .withDetail("MaxSizeAllowed", Long.toString(MAX_BYTES));
    }
    for (ByteBuffer bytes = payload.next(); bytes != null; bytes = payload.next()) {
      body.write(bytes);
    }
    return ETag.ofMd5(payload.md5());
  }
}
