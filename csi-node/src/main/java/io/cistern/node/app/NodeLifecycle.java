package io.cistern.node.app;

import io.cistern.protocol.management.Health;
import io.cistern.protocol.management.ManagementServer;
import io.cistern.protocol.management.Metrics;
import io.cistern.protocol.management.Termination;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Starts the node service with the process and stops it with it. What prevents the start is said in
 * one line, and ends the process with exit code 1.
 */
@ApplicationScoped
public class NodeLifecycle {
  private static final Logger LOG = Logger.getLogger(NodeLifecycle.class);

  private final NodeConfig config;
  private final TlsConfig tls;
  private final String version;
  private volatile Optional<RunningNode> running = Optional.empty();
  private volatile Optional<ManagementServer> management = Optional.empty();

  NodeLifecycle(
      NodeConfig config,
      TlsConfig tls,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.config = config;
    this.tls = tls;
    this.version = version;
  }

  void start(@Observes StartupEvent event) {
    Termination.means(() -> Quarkus.asyncExit(0));
    try {
      Metrics metrics = new Metrics();
      management =
          Optional.of(
              ManagementServer.start(
                  config.http().host(),
                  config.http().port(),
                  new Health("pools", this::isReady),
                  metrics));
      RunningNode node = RunningNode.start(config, tls.files(), metrics, version);
      PoolMetrics.publish(metrics, node.pools());
      running = Optional.of(node);
    } catch (RuntimeException wrong) {
      LOG.fatalf("the node service cannot start: %s", wrong.getMessage());
      LOG.debug("the node service cannot start", wrong);
      Quarkus.asyncExit(1);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    running.ifPresent(RunningNode::close);
    running = Optional.empty();
    management.ifPresent(ManagementServer::close);
    management = Optional.empty();
  }

  /** Whether all pools are open and all endpoints served. */
  private boolean isReady() {
    return running.isPresent();
  }
}
