package io.cistern.protocol.transport;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A gRPC server on one endpoint. Every call runs on a thread of its own, may throw, and is logged,
 * counted and limited; {@code grpc.health.v1} is served along.
 *
 * <p>A Unix socket is of mode 0600, replaces the file of a dead server, and is removed at the end;
 * where a living server answers, starting fails.
 */
public final class GrpcServer implements AutoCloseable {
  private static final Duration FORCED_END = Duration.ofSeconds(2);

  private final Binding.Bound bound;
  private final Server server;
  private final ExecutorService calls;
  private final HealthStatusManager health;
  private final Duration drain;

  private GrpcServer(
      Binding.Bound bound,
      Server server,
      ExecutorService calls,
      HealthStatusManager health,
      Duration drain) {
    this.bound = bound;
    this.server = server;
    this.calls = calls;
    this.health = health;
    this.drain = drain;
  }

  /**
   * Listens; when this returns, calls are answered.
   *
   * @param tls whom to trust and who to be; empty for plain text
   * @throws IllegalStateException if another process serves the socket
   * @throws UncheckedIOException if the endpoint cannot be bound
   */
  public static GrpcServer start(
      Endpoint endpoint,
      Optional<TlsFiles> tls,
      List<? extends BindableService> services,
      ServerOptions options) {
    ExecutorService calls = options.threads().start();
    HealthStatusManager health = new HealthStatusManager();
    Binding binding = Binding.to(endpoint);
    NettyServerBuilder builder =
        binding
            .builder()
            .bossEventLoopGroup(EventLoops.shared())
            .workerEventLoopGroup(EventLoops.shared())
            .directExecutor()
            .flowControlWindow(EventLoops.WINDOW_BYTES)
            .maxInboundMessageSize(options.maxRequestBytes())
            .maxConcurrentCallsPerConnection(options.maxCallsPerConnection())
            // kubelet and the sidecars keep idle connections alive for days.
            .permitKeepAliveWithoutCalls(true)
            .permitKeepAliveTime(5, TimeUnit.SECONDS);
    tls.map(MutualTls::server).ifPresent(builder::sslContext);
    services.forEach(service -> builder.addService(guarded(service, calls, options)));
    builder.addService(guarded(health.getHealthService(), calls, options));
    if (options.reflection()) {
      builder.addService(ProtoReflectionServiceV1.newInstance());
    }
    Server server = builder.build();
    try {
      return new GrpcServer(binding.start(server), server, calls, health, options.drain());
    } catch (IOException e) {
      abandon(server, calls);
      throw new UncheckedIOException("cannot listen on " + endpoint, e);
    } catch (RuntimeException e) {
      abandon(server, calls);
      throw e;
    }
  }

  private static void abandon(Server server, ExecutorService calls) {
    server.shutdownNow();
    calls.shutdownNow();
  }

  /**
   * Around a service, from the outside in: the call's thread, log, errors, parsing of the bytes,
   * limits. Parsing is within the errors so that bytes that are no message get an answer that says
   * so.
   */
  private static ServerServiceDefinition guarded(
      BindableService service, Executor calls, ServerOptions options) {
    return ServerInterceptors.interceptForward(
        ServerInterceptors.useInputStreamMessages(
            ServerInterceptors.intercept(service.bindService(), new RequestGate())),
        new HandOver(calls),
        new AccessLog(options.listener()),
        new StatusInterceptor(options.statuses()));
  }

  /** Where it listens; with the true port if any was asked for. */
  public Endpoint endpoint() {
    return bound.endpoint();
  }

  /**
   * Takes no new calls, waits for the running ones as long as {@link ServerOptions#drain} says,
   * then cancels them. The socket's file is gone when this returns.
   */
  @Override
  public void close() {
    health.enterTerminalState();
    bound.release().run();
    server.shutdown();
    try {
      boolean drained = server.awaitTermination(drain.toMillis(), TimeUnit.MILLISECONDS);
      if (drained) {
        // Answered calls may have their last lines to run.
        calls.shutdown();
        drained = calls.awaitTermination(FORCED_END.toMillis(), TimeUnit.MILLISECONDS);
      }
      if (!drained) {
        server.shutdownNow();
        calls.shutdownNow();
        server.awaitTermination(FORCED_END.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      calls.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
