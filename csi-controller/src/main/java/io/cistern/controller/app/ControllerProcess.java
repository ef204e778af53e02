package io.cistern.controller.app;

import io.cistern.controller.agents.AgentAddress;
import io.cistern.controller.agents.Deadlines;
import io.cistern.protocol.transport.CallListener;
import io.cistern.protocol.transport.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
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
  private final MeterRegistry metrics;
  private final String buildVersion;
  private volatile Optional<RunningController> running = Optional.empty();

  ControllerProcess(
      ControllerConfig config,
      TlsConfig tls,
      MeterRegistry metrics,
      @ConfigProperty(name = "quarkus.application.version") String buildVersion) {
    this.config = config;
    this.tls = tls;
    this.metrics = metrics;
    this.buildVersion = buildVersion;
  }

  void start(@Observes StartupEvent event) {
    CallListener listener = new CallMetrics(metrics);
    RunningController controller =
        RunningController.start(
            new ControllerSettings(
                Endpoint.parse(config.csiEndpoint()),
                config.agents().stream().map(AgentAddress::parse).toList(),
                tls.files(),
                new Deadlines(config.readDeadline(), config.changeDeadline()),
                config.refresh(),
                config.version().orElse(buildVersion),
                config.reflection(),
                listener));
    running = Optional.of(controller);
    AgentMetrics.register(metrics, controller.agents());
  }

  void stop(@Observes ShutdownEvent event) {
    running.ifPresent(RunningController::close);
    running = Optional.empty();
  }

  /** Empty before the start and after the end. */
  Optional<RunningController> running() {
    return running;
  }
}
