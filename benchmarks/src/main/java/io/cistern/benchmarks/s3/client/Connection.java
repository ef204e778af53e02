package io.cistern.benchmarks.s3.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One connection that stays open: HTTP/1.1, one request at a time, blocking. What a server answers
 * is counted and thrown away, unless somebody wants it.
 */
public final class Connection implements AutoCloseable {
  private static final int SENT_TOGETHER = 80 << 10;
  private static final int RECEIVE = 256 << 10;
  private static final Consumer<ByteBuffer> NOBODY = _ -> {};
  private final SocketChannel channel;
  private final ByteBuffer out = ByteBuffer.allocateDirect(SENT_TOGETHER);
  private final ByteBuffer in = ByteBuffer.allocateDirect(RECEIVE);

  public Connection(Endpoint endpoint) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(endpoint.host(), endpoint.port()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    in.limit(0);
  }

  /**
   * Sends a request and takes the whole answer.
   *
   * @throws IllegalStateException if the answer is not the right one
   */
  public void exchange(Request request) throws IOException {
    exchange(request, NOBODY);
  }

  /** The same, with what is answered. */
  public void exchange(Request request, Consumer<ByteBuffer> content) throws IOException {
    send(request);
    String head = readHead();
    int status = Integer.parseInt(head, 9, 12, 10);
    if (status != request.status()) {
      StringBuilder document = new StringBuilder();
      readBody(head, request, part -> document.append(StandardCharsets.UTF_8.decode(part)));
      throw new IllegalStateException(
          new String(request.head(), StandardCharsets.UTF_8).lines().findFirst().orElse("")
              + " was answered with "
              + status
              + ": "
              + document);
    }
    long bytes = readBody(head, request, content);
    if (request.answered() != Request.ANY && bytes != request.answered()) {
      throw new IllegalStateException(bytes + " bytes came for " + request.answered());
    }
  }

  private void send(Request request) throws IOException {
    out.clear().put(request.head());
    ByteBuffer body = request.body();
    if (body.remaining() <= out.remaining()) {
      out.put(body);
    }
    ByteBuffer[] both = {out.flip(), body};
    while (both[0].hasRemaining() || both[1].hasRemaining()) {
      channel.write(both);
    }
  }

  /** The head's text without the empty line; what has come after it stays in the buffer. */
  private String readHead() throws IOException {
    for (int end = endOfHead(); ; end = endOfHead()) {
      if (end >= 0) {
        byte[] bytes = new byte[end - in.position()];
        in.get(bytes);
        in.position(in.position() + 4);
        return new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
      }
      in.compact();
      receive();
    }
  }

  private int endOfHead() {
    for (int i = in.position(); i + 3 < in.limit(); i++) {
      if (in.get(i) == '\r' && in.getInt(i) == 0x0d0a0d0a) {
        return i;
      }
    }
    return -1;
  }

  private long readBody(String head, Request request, Consumer<ByteBuffer> content)
      throws IOException {
    if (request.isHead()) {
      return 0;
    }
    String length = field(head, "\r\ncontent-length:");
    if (!length.isEmpty()) {
      return take(Long.parseLong(length), content);
    }
    return field(head, "\r\ntransfer-encoding:").equals("chunked") ? takeChunks(content) : 0;
  }

  private static String field(String head, String name) {
    int at = head.indexOf(name);
    if (at < 0) {
      return "";
    }
    int end = head.indexOf('\r', at + name.length());
    return head.substring(at + name.length(), end < 0 ? head.length() : end).strip();
  }

  private long take(long count, Consumer<ByteBuffer> content) throws IOException {
    for (long left = count; left > 0; ) {
      if (!in.hasRemaining()) {
        in.clear();
        receive();
      }
      int part = (int) Math.min(left, in.remaining());
      content.accept(in.slice(in.position(), part));
      in.position(in.position() + part);
      left -= part;
    }
    return count;
  }

  private long takeChunks(Consumer<ByteBuffer> content) throws IOException {
    long total = 0;
    while (true) {
      long size = Long.parseLong(line(), 16);
      total += take(size, content);
      take(2, NOBODY);
      if (size == 0) {
        return total;
      }
    }
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < 2 || text.charAt(text.length() - 1) != '\n') {
      take(1, one -> text.append((char) one.get()));
    }
    return text.toString().strip();
  }

  /** Reads into what the buffer has free, and makes all of it ready to be taken. */
  private void receive() throws IOException {
    int count = channel.read(in);
    if (count < 0) {
      throw new EOFException("the server has closed the connection");
    }
    in.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
