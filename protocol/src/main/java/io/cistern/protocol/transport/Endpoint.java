package io.cistern.protocol.transport;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Where a service listens, or is reached. */
public sealed interface Endpoint {

  /**
   * A Unix domain socket.
   *
   * @param path absolute, at most 107 bytes
   * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7): sun_path</a>
   */
  record UnixSocket(Path path) implements Endpoint {
    private static final int MAX_PATH_BYTES = 107;

    public UnixSocket {
      if (!path.isAbsolute()) {
        throw new IllegalArgumentException("a socket's path is absolute: " + path);
      }
      if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
        throw new IllegalArgumentException(
            "a socket's path has at most " + MAX_PATH_BYTES + " bytes: " + path);
      }
    }

    @Override
    public String toString() {
      return "unix://" + path;
    }
  }

  /**
   * A TCP address.
   *
   * @param host a name or an address, an IPv6 address without brackets
   * @param port 0 to 65535; 0, for a server, means any free one
   */
  record Tcp(String host, int port) implements Endpoint {
    public Tcp {
      if (host.isEmpty()) {
        throw new IllegalArgumentException("a TCP endpoint has a host");
      }
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("a port is 0 to 65535: " + port);
      }
    }

    @Override
    public String toString() {
      return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * Reads {@code unix:///path.sock} (or {@code unix:/path.sock}, or a bare absolute path) or {@code
   * tcp://host:port}.
   *
   * @throws IllegalArgumentException naming the text, for anything else
   */
  static Endpoint parse(String text) {
    if (text.startsWith("/")) {
      return new UnixSocket(Path.of(text));
    }
    if (text.startsWith("unix:")) {
      String rest = text.substring("unix:".length());
      return new UnixSocket(Path.of(rest.startsWith("//") ? rest.substring(2) : rest));
    }
    if (text.startsWith("tcp://")) {
      URI uri = URI.create(text);
      if (uri.getHost() != null && uri.getPort() >= 0 && uri.getPath().isEmpty()) {
        String host = uri.getHost();
        boolean bracketed = host.startsWith("[");
        return new Tcp(bracketed ? host.substring(1, host.length() - 1) : host, uri.getPort());
      }
    }
    throw new IllegalArgumentException(
        "an endpoint is unix:///path.sock or tcp://host:port: " + text);
  }
}
