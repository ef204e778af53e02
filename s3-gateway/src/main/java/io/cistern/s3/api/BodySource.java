package io.cistern.s3.api;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a request's body as they arrive, transfer coding taken off and nothing else. Blocks
 * the calling (virtual) thread; the connection is read only as far as is asked for. The first call
 * of {@link #next} answers {@code Expect: 100-continue}, so a request refused before costs its
 * client no body.
 */
public interface BodySource {
  /** The value of Content-Length; empty where there is none. */
  OptionalLong length();

  /**
   * The next bytes, 1 or more; null at the end. The buffer is the caller's, for good: nobody
   * changes its bytes.
   *
   * @throws S3Exception {@link S3Error#INCOMPLETE_BODY} if the connection ends first, {@link
   *     S3Error#REQUEST_TIMEOUT} if the client is too slow
   */
  @Nullable ByteBuffer next();
}
