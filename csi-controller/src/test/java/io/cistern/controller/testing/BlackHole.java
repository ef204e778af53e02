package io.cistern.controller.testing;

import io.cistern.protocol.transport.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A port as of a node that has lost its power: whoever connects hears nothing at all. Its queue of
 * connections is full and nobody takes any, so the kernel drops each further attempt.
 */
public final class BlackHole implements AutoCloseable {
  private static final int QUEUE = 1;

  private final Deque<AutoCloseable> sockets = new ArrayDeque<>();

  public BlackHole(Endpoint.Tcp endpoint) throws IOException {
    InetAddress host = InetAddress.getByName(endpoint.host());
    ServerSocket listener = new ServerSocket();
    sockets.push(listener);
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(host, endpoint.port()), QUEUE);
    // Linux lets one more in than it was told.
    for (int i = 0; i <= QUEUE; i++) {
      sockets.push(new Socket(host, endpoint.port()));
    }
  }

  @Override
  public void close() {
    try {
      while (!sockets.isEmpty()) {
        sockets.pop().close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("a socket cannot be closed", e);
    }
  }
}
