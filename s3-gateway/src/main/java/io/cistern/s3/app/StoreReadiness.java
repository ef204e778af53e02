package io.cistern.s3.app;

import io.cistern.s3.store.StoreStatus;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the store is open and has room for writes. */
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {
  private final GatewayProcess process;

  StoreReadiness(GatewayProcess process) {
    this.process = process;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("object store").status(isReady()).build();
  }

  private boolean isReady() {
    return process
        .running()
        .map(gateway -> gateway.store().status())
        .map(StoreStatus::usableBytes)
        .filter(usable -> usable > 0)
        .isPresent();
  }
}
