package io.cistern.controller.app;

import io.cistern.controller.agents.Agents;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the socket is served and an agent has answered. */
@Readiness
@ApplicationScoped
public class AgentsReadiness implements HealthCheck {
  private final ControllerProcess process;

  AgentsReadiness(ControllerProcess process) {
    this.process = process;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("pool agents")
        .status(
            process
                .running()
                .map(RunningController::agents)
                .filter(Agents::haveAnswered)
                .isPresent())
        .build();
  }
}
