package io.cistern.s3.http;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * The gateway's HTTP server: HTTP/1.1 on one port, an event loop for each processor, a virtual
 * thread for each request.
 */
public final class HttpFront {
  private static final int LOOPS = Runtime.getRuntime().availableProcessors();
  private static final Duration LOOK = Duration.ofMillis(20);

  private final HttpLimits limits;
  private final HttpHandler handler;
  private final Ended.Listener listener;
  private final BufferPool buffers = new BufferPool();
  private final Semaphore room;
  private final Connections connections;
  private final Vertx vertx;
  private final List<Long> timers = new CopyOnWriteArrayList<>();
  private volatile String deployment = "";
  private volatile int port;
  private volatile boolean stopping;

  private HttpFront(Vertx vertx, HttpLimits limits, HttpHandler handler, Ended.Listener listener) {
    this.vertx = vertx;
    this.limits = limits;
    this.handler = handler;
    this.listener = listener;
    this.room = new Semaphore(limits.maxInFlight());
    this.connections = new Connections(vertx, limits);
  }

  /**
   * Where to listen.
   *
   * @param port 0 for any that is free
   * @param tls for HTTPS; empty for plain HTTP
   */
  public record Address(String host, int port, Optional<TlsFiles> tls) {}

  /**
   * Listens; connections are accepted on return.
   *
   * @throws IllegalArgumentException if the certificate cannot be read
   */
  public static HttpFront start(
      Vertx vertx,
      Address address,
      HttpLimits limits,
      HttpHandler handler,
      Ended.Listener listener) {
    HttpFront front = new HttpFront(vertx, limits, handler, listener);
    front.listen(address);
    return front;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Requests that are being answered. */
  public int inFlight() {
    return limits.maxInFlight() - room.availablePermits();
  }

  /** Connections that are open. */
  public int connections() {
    return connections.open();
  }

  /**
   * Refuses new requests and lets those under way finish.
   *
   * @param patience after it the rest are left to break off
   */
  public void stop(Duration patience) {
    stopping = true;
    long until = System.nanoTime() + patience.toNanos();
    try {
      while ((inFlight() > 0 || connections.areSending()) && System.nanoTime() < until) {
        connections.closeResting(0);
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    timers.forEach(vertx::cancelTimer);
    connections.closeAll();
    wait(vertx.undeploy(deployment));
  }

  private void listen(Address address) {
    HttpServerOptions options = options(address.host(), address.port(), limits);
    address.tls().map(HttpFront::reload).ifPresent(reload -> serve(options, reload));
    deployment =
        wait(
            vertx.deployVerticle(
                () -> new Loop(options), new DeploymentOptions().setInstances(LOOPS)));
  }

  private void serve(HttpServerOptions options, TlsReload reload) {
    options.setSsl(true).setKeyCertOptions(KeyCertOptions.wrap(reload));
    timers.add(
        vertx.setPeriodic(
            TlsReload.LOOK_MILLIS,
            _ ->
                vertx.executeBlocking(
                    () -> {
                      reload.look();
                      return true;
                    })));
  }

  private static TlsReload reload(TlsFiles files) {
    try {
      return new TlsReload(files);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "the certificate cannot be read: " + unreadable, unreadable);
    }
  }

  private static HttpServerOptions options(String host, int port, HttpLimits limits) {
    return new HttpServerOptions()
        .setHost(host)
        .setPort(port)
        .setMaxInitialLineLength(limits.maxRequestLine())
        .setMaxHeaderSize(limits.maxHead())
        .setMaxChunkSize(HttpLimits.PIECE_BYTES)
        .setAcceptBacklog(1024)
        .setTcpNoDelay(true)
        .setReuseAddress(true)
        .setHttp2ClearTextEnabled(false)
        .setUseAlpn(false)
        .setHandle100ContinueAutomatically(false)
        .setDecompressionSupported(false)
        .setCompressionSupported(false);
  }

  private static <T> T wait(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private void arrived(HttpServerRequest request) {
    if (connections.isClosing(request.connection())) {
      return;
    }
    if (stopping) {
      refuse(request, new S3Exception(S3Error.SERVICE_UNAVAILABLE));
    } else if (room.tryAcquire()) {
      begin(
          request,
          exchange -> {
            try {
              return exchange.run();
            } finally {
              room.release();
            }
          });
    } else {
      refuse(request, new S3Exception(S3Error.SLOW_DOWN));
    }
  }

  private void malformed(HttpServerRequest request) {
    if (connections.isClosing(request.connection())) {
      return;
    }
    DecoderResult result = request.decoderResult();
    refuse(
        request,
        new S3Exception(
            result.cause() instanceof TooLongHttpHeaderException
                ? S3Error.REQUEST_HEADER_SECTION_TOO_LARGE
                : S3Error.INVALID_REQUEST));
  }

  private void refuse(HttpServerRequest request, S3Exception failure) {
    begin(request, exchange -> exchange.refuse(failure));
  }

  private void begin(HttpServerRequest request, Function<Exchange, Ended> work) {
    connections.began(request.connection());
    Exchange exchange =
        new Exchange(request, vertx.getOrCreateContext(), handler, limits, buffers, connections);
    Runnable task =
        () -> {
          boolean answered = false;
          try {
            Ended ended = work.apply(exchange);
            answered = true;
            listener.ended(ended);
          } finally {
            connections.ended(request.connection());
            if (!answered) {
              request.connection().close();
            }
          }
        };
    exchange.whenBodyMayHaveCome(() -> Thread.startVirtualThread(task));
  }

  /** One event loop; Vert.x shares the connections of the port among them. */
  private final class Loop extends AbstractVerticle {
    private final HttpServerOptions options;

    Loop(HttpServerOptions options) {
      this.options = options;
    }

    @Override
    public void start(Promise<Void> started) {
      HttpServer server = vertx.createHttpServer(options);
      server.connectionHandler(connections::opened);
      server.requestHandler(HttpFront.this::arrived);
      server.invalidRequestHandler(HttpFront.this::malformed);
      server
          .listen()
          .onSuccess(listening -> port = listening.actualPort())
          .<Void>mapEmpty()
          .onComplete(started);
    }
  }
}
