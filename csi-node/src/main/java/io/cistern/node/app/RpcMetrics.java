package io.cistern.node.app;

import io.cistern.protocol.transport.CallListener;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counts and times every call, by method and by status: {@code cistern_rpc_seconds}. */
@ApplicationScoped
public class RpcMetrics implements CallListener {
  private final MeterRegistry registry;

  RpcMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void ended(String method, Status.Code code, Duration took) {
    Timer.builder("cistern.rpc")
        .description("gRPC calls answered")
        .tag("method", method)
        .tag("code", code.name())
        .register(registry)
        .record(took);
  }
}
