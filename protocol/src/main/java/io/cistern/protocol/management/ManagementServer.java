package io.cistern.protocol.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves {@code /q/health}, {@code /q/health/live}, {@code /q/health/ready}, {@code
 * /q/health/started} and {@code /q/metrics} over HTTP/1.1. Health that is down is told with 503,
 * what is not there with 404, what is neither GET nor HEAD with 405.
 */
public final class ManagementServer implements AutoCloseable {
  private static final String JSON = "application/json; charset=UTF-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService calls;
  private final Health health;
  private final Metrics metrics;

  private record Answer(int status, String type, String body) {}

  private ManagementServer(
      HttpServer server, ExecutorService calls, Health health, Metrics metrics) {
    this.server = server;
    this.calls = calls;
    this.health = health;
    this.metrics = metrics;
  }

  /**
   * Serves from now on, and publishes what the process itself costs.
   *
   * @param host what to bind
   * @param port 0 for any that is free
   * @throws UncheckedIOException if the address cannot be bound
   */
  public static ManagementServer start(String host, int port, Health health, Metrics metrics) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
      ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
      ManagementServer management = new ManagementServer(server, calls, health, metrics);
      ProcessFigures.publish(metrics);
      server.setExecutor(calls);
      server.createContext("/", management::handle);
      server.start();
      return management;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot serve health and metrics at " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  /** Where it is served, with the port that was free. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean head = exchange.getRequestMethod().equals("HEAD");
      boolean known = head || exchange.getRequestMethod().equals("GET");
      Answer answer = known ? answer(exchange.getRequestURI().getPath()) : text(405, "GET or HEAD");
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      if (!known) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      }
      exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Answer answer(String path) {
    return switch (path) {
      case "/q/health", "/q/health/ready" -> {
        boolean up = health.ready().getAsBoolean();
        yield new Answer(up ? 200 : 503, JSON, health.render(up));
      }
      case "/q/health/live", "/q/health/started" -> new Answer(200, JSON, Health.live());
      case "/q/metrics" -> new Answer(200, PROMETHEUS, metrics.render());
      default -> text(404, "not found");
    };
  }

  private static Answer text(int status, String body) {
    return new Answer(status, "text/plain; charset=utf-8", body + "\n");
  }

  @Override
  public void close() {
    server.stop(0);
    calls.shutdownNow();
  }
}
