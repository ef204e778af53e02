package io.cistern.protocol.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * The one thread that moves the bytes of every server and channel of this process. Calls run on
 * threads of their own, so one is enough for the traffic of a control plane, and each further one
 * would cost its own buffers.
 */
final class EventLoops {
  /**
   * What may be under way on a connection. A fixed one: gRPC would measure for a better one with a
   * ping for every message, which costs more than the messages of a control plane.
   */
  static final int WINDOW_BYTES = 1 << 20;

  private static final EventLoopGroup SHARED =
      new EpollEventLoopGroup(1, new DefaultThreadFactory("grpc", true));

  private EventLoops() {}

  static EventLoopGroup shared() {
    return SHARED;
  }
}
