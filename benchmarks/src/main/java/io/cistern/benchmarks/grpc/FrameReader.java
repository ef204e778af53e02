package io.cistern.benchmarks.grpc;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The frames that a server sends, one after the other. */
final class FrameReader {
  private static final int HEAD = 9;
  private final SocketChannel channel;

  /** More than the largest frame that a server may send unasked. */
  private final ByteBuffer in = ByteBuffer.allocateDirect(64 << 10).limit(0);

  FrameReader(SocketChannel channel) {
    this.channel = channel;
  }

  /** What one frame holds. */
  record Frame(int type, int flags, byte[] payload) {
    boolean endsStream() {
      return (flags & FrameType.END_STREAM) != 0;
    }

    boolean isAcknowledgement() {
      return (flags & FrameType.ACKNOWLEDGEMENT) != 0;
    }
  }

  /** Waits for the next. */
  Frame next() throws IOException {
    await(HEAD);
    int length = Short.toUnsignedInt(in.getShort()) << 8 | Byte.toUnsignedInt(in.get());
    int type = in.get();
    int flags = in.get();
    in.getInt();
    await(length);
    byte[] payload = new byte[length];
    in.get(payload);
    return new Frame(type, flags, payload);
  }

  private void await(int bytes) throws IOException {
    while (in.remaining() < bytes) {
      in.compact();
      int read = channel.read(in);
      in.flip();
      if (read < 0) {
        throw new EOFException("the server closed the connection");
      }
    }
  }
}
