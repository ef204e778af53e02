package io.cistern.protocol.transport;

import io.grpc.ManagedChannel;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Channels to the servers of {@link GrpcServer}. A channel connects at its first call, and again
 * after the server was away: each call tries at once, without the usual growing pauses, so a server
 * that is back is found by the next call and one that is not is reported as UNAVAILABLE at once.
 */
public final class GrpcChannels {
  /** A page of a thousand volumes with all their parameters fits. */
  private static final int MAX_ANSWER_BYTES = 32 << 20;

  private static final int CONNECT_MILLIS = 3_000;

  private GrpcChannels() {}

  /**
   * A channel to one server; over TLS the server's certificate must be for the endpoint's host.
   *
   * @param tls whom to trust and who to be; empty for plain text
   */
  public static ManagedChannel connect(Endpoint endpoint, Optional<TlsFiles> tls) {
    return switch (endpoint) {
      case Endpoint.UnixSocket _ -> connect(endpoint, "localhost", tls);
      case Endpoint.Tcp tcp -> connect(endpoint, tcp.host(), tls);
    };
  }

  /**
   * A channel to one of several servers that share a name.
   *
   * @param serverName what its certificate must be for, where that is not the endpoint's host
   */
  public static ManagedChannel connect(
      Endpoint endpoint, String serverName, Optional<TlsFiles> tls) {
    NettyChannelBuilder builder =
        builder(endpoint)
            .overrideAuthority(serverName)
            .eventLoopGroup(EventLoops.shared())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .flowControlWindow(EventLoops.WINDOW_BYTES)
            .maxInboundMessageSize(MAX_ANSWER_BYTES)
            .keepAliveTime(20, TimeUnit.SECONDS)
            .keepAliveTimeout(5, TimeUnit.SECONDS)
            // An agent is reached directly, whatever proxy the environment names.
            .proxyDetector(_ -> null)
            .disableServiceConfigLookUp()
            // Whoever calls us retries; that a call may be sent again costs each one a copy.
            .disableRetry()
            .intercept(
                new OneStep(EventLoops.shared()),
                new RequestIdForwarder(),
                ClosingStatus.ofLostConnections());
    tls.map(MutualTls::client)
        .ifPresentOrElse(
            builder::sslContext, () -> builder.negotiationType(NegotiationType.PLAINTEXT));
    return new ImpatientChannel(builder.build());
  }

  private static NettyChannelBuilder builder(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.UnixSocket(var path) ->
          NettyChannelBuilder.forAddress(new DomainSocketAddress(path.toString()))
              .channelType(EpollDomainSocketChannel.class, DomainSocketAddress.class);
      case Endpoint.Tcp(var host, var port) ->
          NettyChannelBuilder.forAddress(new InetSocketAddress(host, port))
              .channelType(EpollSocketChannel.class, InetSocketAddress.class)
              .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    };
  }
}
