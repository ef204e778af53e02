package io.cistern.s3.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the store is open and its metadata can be read. On a full disk too: objects must
 * still be read, and deleted to make room; what can still be written is told beside, for people.
 */
@Readiness
@ApplicationScoped
public class StoreReadiness implements HealthCheck {
  private final GatewayProcess process;

  StoreReadiness(GatewayProcess process) {
    this.process = process;
  }

  @Override
  public HealthCheckResponse call() {
    return of(process.running());
  }

  static HealthCheckResponse of(Optional<Gateway> running) {
    var response = HealthCheckResponse.named("object store").status(running.isPresent());
    running
        .map(Gateway::store)
        .ifPresent(
            store -> {
              var unused = store.buckets().list("", "", 1);
              response.withData("usableBytes", store.status().usableBytes());
            });
    return response.build();
  }
}
