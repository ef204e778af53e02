package io.cistern.s3.app;

import io.cistern.protocol.management.Termination;
import io.cistern.s3.http.Ended;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the gateway with the process and stops it in order. */
@ApplicationScoped
public class GatewayProcess {
  private static final Logger LOG = System.getLogger(GatewayProcess.class.getName());

  private final GatewayConfig config;
  private final Vertx vertx;
  private final MeterRegistry metrics;
  private final int managementPort;
  private volatile Optional<Gateway> running = Optional.empty();
  private volatile Optional<AccessLog> log = Optional.empty();

  GatewayProcess(
      GatewayConfig config,
      Vertx vertx,
      MeterRegistry metrics,
      @ConfigProperty(name = "quarkus.management.port") int managementPort) {
    this.config = config;
    this.vertx = vertx;
    this.metrics = metrics;
    this.managementPort = managementPort;
  }

  void start(@Observes StartupEvent event) {
    Termination.means(() -> Quarkus.asyncExit(0));
    refuseOnePortForBoth();
    log = config.accessLog().map(AccessLog::open);
    RequestMetrics requests = new RequestMetrics(metrics);
    Ended.Listener listener =
        ended -> {
          requests.ended(ended);
          log.ifPresent(open -> open.ended(ended));
        };
    Gateway gateway = Gateway.start(vertx, config, listener);
    running = Optional.of(gateway);
    StoreMetrics.register(metrics, gateway);
    ProcessMetrics.register(metrics);
    LOG.log(
        Level.INFO,
        () ->
            "serving S3 host=%s port=%d tls=%s"
                .formatted(
                    config.host(), gateway.front().port(), config.tls().certificate().isPresent()));
  }

  void stop(@Observes ShutdownEvent event) {
    running.ifPresent(Gateway::close);
    running = Optional.empty();
    log.ifPresent(AccessLog::close);
  }

  /**
   * Vert.x would not: two of its servers at one address take turns there, and each is asked what is
   * meant for the other.
   */
  private void refuseOnePortForBoth() {
    if (config.port() != 0 && config.port() == managementPort) {
      throw new IllegalArgumentException(
          "cistern.s3.port and quarkus.management.port are both %d: give each a port of its own"
              .formatted(managementPort));
    }
  }

  /** Empty before the start and after the end. */
  Optional<Gateway> running() {
    return running;
  }
}
