package io.cistern.s3.body;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines and bytes of a framed body, wherever its buffers are cut. Nothing is copied but lines. */
final class ChunkInput {
  private final BodySource source;
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  ChunkInput(BodySource source) {
    this.source = source;
  }

  /** A view of the next bytes, {@code max} at most and 1 at least. */
  ByteBuffer bytes(long max) {
    require();
    int length = (int) Math.min(max, buffer.remaining());
    ByteBuffer bytes = buffer.slice(buffer.position(), length);
    buffer.position(buffer.position() + length);
    return bytes;
  }

  /** What stands before the next CR LF. */
  String line(int limit) {
    StringBuilder line = new StringBuilder();
    while (true) {
      char c = next();
      if (c == '\r') {
        requireNext('\n');
        return line.toString();
      }
      if (c == '\n' || line.length() == limit) {
        throw malformed("a line of it has no end");
      }
      line.append(c);
    }
  }

  /** Takes the end of a line. */
  void endOfLine() {
    requireNext('\r');
    requireNext('\n');
  }

  /** All that is left, one char a byte. */
  String rest(int limit) {
    StringBuilder rest = new StringBuilder();
    while (fill()) {
      if (rest.length() + buffer.remaining() > limit) {
        throw new S3Exception(S3Error.MALFORMED_TRAILER);
      }
      rest.append(StandardCharsets.ISO_8859_1.decode(buffer));
    }
    return rest.toString();
  }

  static S3Exception malformed(String why) {
    return new S3Exception(
        S3Error.INVALID_REQUEST, "The aws-chunked framing of the body is broken: " + why + ".");
  }

  private char next() {
    require();
    return (char) (buffer.get() & 0xff);
  }

  private void requireNext(char wanted) {
    if (next() != wanted) {
      throw malformed("a chunk or line does not end where it should");
    }
  }

  private void require() {
    if (!fill()) {
      throw new S3Exception(S3Error.INCOMPLETE_BODY);
    }
  }

  private boolean fill() {
    if (!buffer.hasRemaining()) {
      @Nullable ByteBuffer more = source.next();
      if (more == null) {
        return false;
      }
      buffer = more;
    }
    return true;
  }
}
