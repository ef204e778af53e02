package io.cistern.node.app;

import io.cistern.pool.Pool;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Capacity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;

/** The space and the volumes of every pool, read when they are asked for. */
@ApplicationScoped
public class PoolMetrics {
  private static final Duration CAPACITY_AGE = Duration.ofSeconds(1);
  private static final Duration COUNT_AGE = Duration.ofSeconds(15);

  private final MeterRegistry registry;

  PoolMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Publishes a pool's figures from now on. */
  void watch(Pool pool) {
    Tags tags = Tags.of("pool", pool.info().name().value(), "pool_id", pool.info().id().value());
    Reading<Capacity> capacity = new Reading<>(pool::capacity, CAPACITY_AGE);
    space(tags, "total", capacity, Capacity::total);
    space(tags, "used", capacity, Capacity::used);
    space(tags, "promised", capacity, Capacity::promised);
    space(tags, "reserved", capacity, Capacity::reserved);
    space(tags, "available", capacity, Capacity::available);
    Reading<Integer> attached = new Reading<>(() -> pool.attachments().list().size(), COUNT_AGE);
    Gauge.builder("cistern.pool.volumes.attached", attached, Reading::get)
        .description("volumes attached to this node")
        .tags(tags)
        .strongReference(true)
        .register(registry);
    Reading<Integer> volumes = new Reading<>(() -> VolumeCount.of(pool), COUNT_AGE);
    Gauge.builder("cistern.pool.volumes", volumes, Reading::get)
        .description("volumes in the pool")
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  private void space(
      Tags tags, String what, Reading<Capacity> capacity, Function<Capacity, ByteSize> part) {
    Gauge.builder("cistern.pool." + what, capacity, reading -> part.apply(reading.get()).bytes())
        .description("space of the pool: " + what)
        .baseUnit("bytes")
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }
}
