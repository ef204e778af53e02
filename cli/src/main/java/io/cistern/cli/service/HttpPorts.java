package io.cistern.cli.service;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * Where the services serve HTTP, on the loopback address.
 *
 * @param first health and metrics of the node; the controller's and the gateway's follow; 0 takes
 *     any free ones
 * @param s3 the gateway's buckets; 0 takes any free one
 */
public record HttpPorts(int first, int s3) {
  /** Those that the documentation names. */
  public static final HttpPorts DEFAULT = new HttpPorts(9810, 9000);

  /** Any that are free. */
  public static final HttpPorts ANY = new HttpPorts(0, 0);

  private static final int LARGEST = 65_535;

  public HttpPorts {
    if (first < 0 || first > LARGEST - 2 || s3 < 0 || s3 > LARGEST) {
      throw new IllegalArgumentException("a port is 0 to 65535");
    }
  }

  /**
   * Of health and metrics, and the gateway's of its buckets after that one.
   *
   * @throws CommandFailure if one is taken, be it by the other
   */
  List<Integer> of(ServiceKind kind) {
    int health = first == 0 ? 0 : first + kind.ordinal();
    try (ServerSocket own = take(health)) {
      if (kind != ServiceKind.GATEWAY) {
        return List.of(own.getLocalPort());
      }
      try (ServerSocket buckets = take(s3)) {
        return List.of(own.getLocalPort(), buckets.getLocalPort());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket take(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket;
    } catch (BindException taken) {
      socket.close();
      throw new CommandFailure(
          ExitCode.CONFLICT,
          "port " + port + " of 127.0.0.1 is taken",
          "choose others with --http-port and --s3-port; 0 takes any that is free");
    }
  }
}
