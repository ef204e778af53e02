package io.cistern.benchmarks.grpc;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One connection for unary calls, one after the other, blocking, with as much of HTTP/2 as these
 * take. It sends what any gRPC client sends, a deadline included, and reads all that is answered.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113">RFC 9113</a>
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over
 *     HTTP/2</a>
 */
final class GrpcConnection implements AutoCloseable {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int GRPC_PREFIX = 5;
  private static final int SETTING_HEADER_TABLE_SIZE = 1;
  private static final int SETTING_ENABLE_PUSH = 2;

  /** So that no answers ever have to be acknowledged: the window that is the largest possible. */
  private static final int WINDOW_INCREMENT = Integer.MAX_VALUE - 65_535;

  private final SocketChannel channel;
  private final FrameReader frames;
  private final ByteBuffer out = ByteBuffer.allocateDirect(64 << 10);
  private int nextStream = 1;

  GrpcConnection(Path socket) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    frames = new FrameReader(channel);
    out.put(PREFACE);
    head(12, FrameType.SETTINGS, 0, 0);
    // Without a table each block of headers can be read by itself.
    out.putShort((short) SETTING_HEADER_TABLE_SIZE).putInt(0);
    out.putShort((short) SETTING_ENABLE_PUSH).putInt(0);
    head(4, FrameType.WINDOW_UPDATE, 0, 0);
    out.putInt(WINDOW_INCREMENT);
    send();
  }

  /**
   * The answer.
   *
   * @throws IllegalStateException with the status and its message, if it is an error
   */
  <Q extends MessageLite, A> A call(MethodDescriptor<Q, A> method, Q request) throws IOException {
    int stream = nextStream;
    nextStream += 2;
    byte[] headers = RequestHeaders.of(method.getFullMethodName());
    head(headers.length, FrameType.HEADERS, FrameType.END_HEADERS, stream);
    out.put(headers);
    byte[] message = request.toByteArray();
    head(GRPC_PREFIX + message.length, FrameType.DATA, FrameType.END_STREAM, stream);
    out.put((byte) 0).putInt(message.length).put(message);
    send();
    return answer(method, stream);
  }

  private <A> A answer(MethodDescriptor<?, A> method, int stream) throws IOException {
    byte[] message = {};
    while (true) {
      FrameReader.Frame frame = frames.next();
      switch (frame.type()) {
        case FrameType.DATA -> message = joined(message, frame.payload());
        case FrameType.HEADERS -> {
          if (frame.endsStream()) {
            Trailers.requireOk(method.getFullMethodName(), frame.payload());
            return method.parseResponse(
                new ByteArrayInputStream(message, GRPC_PREFIX, message.length - GRPC_PREFIX));
          }
        }
        case FrameType.SETTINGS, FrameType.PING -> acknowledge(frame);
        case FrameType.RST_STREAM, FrameType.GOAWAY ->
            throw new IllegalStateException("the server gave up on stream " + stream);
        default -> {
          // A wider window is of no use to requests as small as these.
        }
      }
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    if (first.length == 0) {
      return second;
    }
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private void acknowledge(FrameReader.Frame frame) throws IOException {
    if (!frame.isAcknowledgement()) {
      byte[] echo = frame.type() == FrameType.PING ? frame.payload() : new byte[0];
      head(echo.length, frame.type(), FrameType.ACKNOWLEDGEMENT, 0);
      out.put(echo);
      send();
    }
  }

  private void head(int length, int type, int flags, int stream) {
    out.putShort((short) (length >> 8)).put((byte) length);
    out.put((byte) type).put((byte) flags).putInt(stream);
  }

  private void send() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
