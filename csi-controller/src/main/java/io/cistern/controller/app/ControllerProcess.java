package io.cistern.controller.app;

import io.cistern.controller.agents.AgentAddress;
import io.cistern.controller.agents.Agents;
import io.cistern.controller.agents.Deadlines;
import io.cistern.protocol.management.Health;
import io.cistern.protocol.management.ManagementServer;
import io.cistern.protocol.management.Metrics;
import io.cistern.protocol.management.Termination;
import io.cistern.protocol.transport.Endpoint;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the controller with the process and stops it in order. */
@ApplicationScoped
public class ControllerProcess {
  private final ControllerConfig config;
  private final TlsConfig tls;
  private final String buildVersion;
  private volatile Optional<RunningController> running = Optional.empty();
  private volatile Optional<ManagementServer> management = Optional.empty();

  ControllerProcess(
      ControllerConfig config,
      TlsConfig tls,
      @ConfigProperty(name = "quarkus.application.version") String buildVersion) {
    this.config = config;
    this.tls = tls;
    this.buildVersion = buildVersion;
  }

  void start(@Observes StartupEvent event) {
    Termination.means(() -> Quarkus.asyncExit(0));
    Metrics metrics = new Metrics();
    management =
        Optional.of(
            ManagementServer.start(
                config.http().host(),
                config.http().port(),
                new Health("pool agents", this::isReady),
                metrics));
    RunningController controller =
        RunningController.start(
            new ControllerSettings(
                Endpoint.parse(config.csiEndpoint()),
                config.agents().stream().map(AgentAddress::parse).toList(),
                tls.files(),
                new Deadlines(config.readDeadline(), config.changeDeadline()),
                config.copies(),
                config.refresh(),
                config.version().orElse(buildVersion),
                config.reflection(),
                metrics));
    running = Optional.of(controller);
    AgentMetrics.publish(metrics, controller.agents());
  }

  void stop(@Observes ShutdownEvent event) {
    running.ifPresent(RunningController::close);
    running = Optional.empty();
    management.ifPresent(ManagementServer::close);
    management = Optional.empty();
  }

  /** Whether the socket is served and an agent has answered. */
  private boolean isReady() {
    return running.map(RunningController::agents).filter(Agents::haveAnswered).isPresent();
  }
}
