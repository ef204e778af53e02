package io.cistern.e2e.ports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds TCP ports of loopback that nobody listens on now. None is given twice until all were, and
 * none is of those that the kernel gives to connections ({@code ip_local_port_range}), so that it
 * is still free when a service that is killed and started again comes back to it.
 */
public final class FreePorts {
  private static final int FIRST = 10_000;
  private static final int COUNT = 32_768 - FIRST;
  private static final AtomicInteger NEXT = new AtomicInteger(new Random().nextInt(COUNT));

  private FreePorts() {}

  public static int one() {
    for (int tries = 0; tries < COUNT; tries++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "no port is free from %d to %d".formatted(FIRST, FIRST + COUNT - 1));
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
