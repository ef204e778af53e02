package io.cistern.node.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: every pool is open and every endpoint served. */
@Readiness
@ApplicationScoped
public class PoolsHealth implements HealthCheck {
  private final NodeLifecycle lifecycle;

  PoolsHealth(NodeLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("pools").status(lifecycle.isReady()).build();
  }
}
