package io.cistern.controller.app;

import io.cistern.protocol.transport.CallListener;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Counts and times calls by method and code: {@code cistern_rpc_seconds}. */
final class CallMetrics implements CallListener {
  private final MeterRegistry registry;

  CallMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void ended(String method, Status.Code code, Duration took) {
    registry.timer("cistern.rpc", "method", method, "code", code.name()).record(took);
  }
}
