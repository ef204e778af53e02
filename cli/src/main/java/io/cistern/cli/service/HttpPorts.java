package io.cistern.cli.service;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  List<Integer> of(ServiceKind kind) {
    return switch (kind) {
      case NODE -> List.of(health(kind));
      case CONTROLLER -> List.of(health(kind));
      case GATEWAY -> List.of(health(kind), free(s3));
    };
  }

  private int health(ServiceKind kind) {
    return free(first == 0 ? 0 : first + kind.ordinal());
  }

  private static int free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return socket.getLocalPort();
    } catch (java.net.BindException taken) {
      throw new CommandFailure(
          ExitCode.CONFLICT,
          "port " + port + " of 127.0.0.1 is taken by another program",
          "choose others with --http-port and --s3-port; 0 takes any that is free");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
