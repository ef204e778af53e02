package io.cistern.protocol.transport;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** How a server comes to listen on an endpoint, and stops. */
sealed interface Binding {

  /** Makes room at the endpoint. */
  static Binding to(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.UnixSocket(var path) -> new OfSocket(SocketFile.at(path), path);
      case Endpoint.Tcp tcp -> new OfTcp(tcp);
    };
  }

  /** A builder for a server there. */
  NettyServerBuilder builder();

  /** Starts the server; what it returns is open to clients. */
  Bound start(Server server) throws IOException;

  /**
   * A server that listens.
   *
   * @param endpoint where, with the true port
   * @param release leaves nothing of it in the file system
   */
  record Bound(Endpoint endpoint, Runnable release) {}

  /**
   * @param file where the socket appears
   * @param path its name
   */
  record OfSocket(SocketFile file, Path path) implements Binding {
    @Override
    public NettyServerBuilder builder() {
      return NettyServerBuilder.forAddress(new DomainSocketAddress(file.hidden().toString()))
          .channelType(EpollServerDomainSocketChannel.class);
    }

    @Override
    public Bound start(Server server) throws IOException {
      server.start();
      Object identity = file.publish();
      return new Bound(new Endpoint.UnixSocket(path), () -> SocketFile.remove(path, identity));
    }
  }

  /**
   * @param endpoint where
   */
  record OfTcp(Endpoint.Tcp endpoint) implements Binding {
    @Override
    public NettyServerBuilder builder() {
      return NettyServerBuilder.forAddress(new InetSocketAddress(endpoint.host(), endpoint.port()))
          .channelType(EpollServerSocketChannel.class);
    }

    @Override
    public Bound start(Server server) throws IOException {
      server.start();
      return new Bound(new Endpoint.Tcp(endpoint.host(), server.getPort()), () -> {});
    }
  }
}
