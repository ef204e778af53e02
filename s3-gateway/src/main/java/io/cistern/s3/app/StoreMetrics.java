package io.cistern.s3.app;

import io.cistern.s3.http.HttpFront;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.store.StoreStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What the store and the HTTP server have to tell, read when it is asked for. */
final class StoreMetrics {
  private final MeterRegistry registry;
  private final ObjectStore store;

  private StoreMetrics(MeterRegistry registry, ObjectStore store) {
    this.registry = registry;
    this.store = store;
  }

  static void register(MeterRegistry registry, Gateway gateway) {
    StoreMetrics metrics = new StoreMetrics(registry, gateway.store());
    metrics.gauge("usable.bytes", StoreStatus::usableBytes, "What can still be written");
    metrics.gauge(
        "removable.bodies",
        StoreStatus::extentsToRemove,
        "Deleted bodies that wait to be unlinked");
    metrics.gauge(
        "damaged.bodies", StoreStatus::damagedBodies, "Bodies the last scrub found damaged");
    metrics.counter("commits", StoreStatus::commits, "Changes committed");
    metrics.counter("commit.batches", StoreStatus::batches, "Syncs the commits took together");
    HttpFront front = gateway.front();
    Gauge.builder("cistern.s3.requests.in.flight", front, HttpFront::inFlight).register(registry);
    Gauge.builder("cistern.s3.connections", front, HttpFront::connections).register(registry);
  }

  private void gauge(String name, ToDoubleFunction<StoreStatus> value, String description) {
    Gauge.builder("cistern.s3.store." + name, store, s -> value.applyAsDouble(s.status()))
        .description(description)
        .register(registry);
  }

  private void counter(String name, ToDoubleFunction<StoreStatus> value, String description) {
    FunctionCounter.builder("cistern.s3.store." + name, store, s -> value.applyAsDouble(s.status()))
        .description(description)
        .register(registry);
  }
}
