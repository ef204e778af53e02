package io.cistern.s3.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Future;

/** The body of a response. */
public sealed interface ResponseBody {
  /** None. */
  record Empty() implements ResponseBody {}

  /** Bytes at hand. */
  record Whole(byte[] bytes) implements ResponseBody {}

  /**
   * Bytes at hand whose memory somebody counts.
   *
   * @param sent is run once they have gone out, or cannot
   */
  record Counted(byte[] bytes, Runnable sent) implements ResponseBody {}

  /**
   * Bytes that are read while the client takes them; closed by whoever sends them, or does not.
   *
   * @param length bytes it gives; negative where nobody knows, which costs a chunked transfer
   *     coding
   */
  record Streamed(Source source, long length) implements ResponseBody {}

  /**
   * A document that is still being made. The head goes out at once and white space until the
   * document is there, so that no client takes the silence for the end; a failure is a document
   * too.
   *
   * @param document an XML document, whole; never fails
   * @param pace how long nothing may be sent
   */
  record Late(Future<byte[]> document, Duration pace) implements ResponseBody {}

  /** Where a streamed body comes from. Used by one thread at a time. */
  interface Source extends AutoCloseable {
    /** Reads what comes next into {@code target}: the number of bytes, 1 or more; -1 at the end. */
    int read(ByteBuffer target);

    @Override
    void close();
  }

  ResponseBody EMPTY = new Empty();
}
