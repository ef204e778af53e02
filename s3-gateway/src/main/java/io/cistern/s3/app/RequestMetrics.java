package io.cistern.s3.app;

import io.cistern.s3.http.Ended;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts and times requests by operation and S3 error code ({@code cistern_s3_request_seconds}),
 * and the bytes of their bodies.
 */
final class RequestMetrics implements Ended.Listener {
  private record Outcome(String operation, String code) {}

  private final MeterRegistry registry;
  private final Map<Outcome, Timer> timers = new ConcurrentHashMap<>();
  private final Counter received;
  private final Counter sent;

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.received =
        Counter.builder("cistern.s3.received")
            .baseUnit("bytes")
            .description("Bytes of request bodies that were read")
            .register(registry);
    this.sent =
        Counter.builder("cistern.s3.sent")
            .baseUnit("bytes")
            .description("Bytes of response bodies that were sent")
            .register(registry);
  }

  @Override
  public void ended(Ended request) {
    String code = request.answer().code();
    Outcome outcome = new Outcome(request.answer().operation(), code.isEmpty() ? "OK" : code);
    timers.computeIfAbsent(outcome, this::timer).record(request.took());
    received.increment(request.bytesIn());
    sent.increment(request.bytesOut());
  }

  private Timer timer(Outcome outcome) {
    return Timer.builder("cistern.s3.request")
        .description("S3 requests, from the head to the last byte of the answer")
        .tag("operation", outcome.operation())
        .tag("code", outcome.code())
        .register(registry);
  }
}
