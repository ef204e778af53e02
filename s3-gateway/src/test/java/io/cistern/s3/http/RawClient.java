package io.cistern.s3.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A socket that sends exactly the bytes it is given, and reads answers. */
public final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;
  private final Socket socket;

  /** An answer; header names in lower case. */
  public record Response(int status, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  public static RawClient connect(int port) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      return new RawClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends these characters, each one byte. */
  public RawClient send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawClient send(byte[] bytes) {
    return send(bytes, 0, bytes.length);
  }

  public RawClient send(byte[] bytes, int offset, int length) {
    try {
      socket.getOutputStream().write(bytes, offset, length);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the head of the next answer and the body its Content-Length promises. */
  public Response read() {
    return read(true);
  }

  /** Reads the head of the next answer, to a HEAD or before the body. */
  public Response readHead() {
    return read(false);
  }

  private Response read(boolean withBody) {
    try {
      InputStream in = socket.getInputStream();
      int status = Integer.parseInt(line(in).split(" ", 3)[1]);
      Map<String, String> headers = new LinkedHashMap<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      byte[] body = withBody ? in.readNBytes(length) : new byte[0];
      assertThat(body).hasSize(withBody ? length : 0);
      return new Response(status, headers, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next bytes of a body whose head was read. */
  public byte[] readBody(int length) {
    try {
      return socket.getInputStream().readNBytes(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whatever else comes until the server closes the connection. */
  public byte[] readToEnd() {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(rest);
    } catch (SocketException reset) {
      return rest.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rest.toByteArray();
  }

  /** Whether nothing comes for so long. */
  public boolean isSilentFor(int millis) {
    try {
      socket.setSoTimeout(millis);
      return socket.getInputStream().read() == Integer.MIN_VALUE;
    } catch (java.net.SocketTimeoutException silent) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      restorePatience();
    }
  }

  private void restorePatience() {
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended after: " + line);
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
