package io.cistern.benchmarks.s3.client;

import java.nio.ByteBuffer;

/**
 * A request ready to be sent, and what it must be answered with.
 *
 * @param head signed, up to and with the empty line
 * @param bodyLength bytes of {@link Bodies} that follow
 * @param bodyOffset where in them the body begins
 * @param status the only right one
 * @param answered bytes of the answer's body; -1 for any number
 */
public record Request(byte[] head, int bodyLength, int bodyOffset, int status, long answered) {
  static final long ANY = -1;

  /** What follows the head. */
  public ByteBuffer body() {
    return Bodies.at(bodyOffset, bodyLength);
  }

  boolean isHead() {
    return head[0] == 'H';
  }

  /** Bytes of content that go over the wire, either way. */
  public long contentBytes() {
    return Math.max(bodyLength, answered);
  }
}
