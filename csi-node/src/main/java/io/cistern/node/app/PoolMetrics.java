package io.cistern.node.app;

import io.cistern.node.pools.NodePools;
import io.cistern.pool.Pool;
import io.cistern.pool.freeze.Freeze;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Capacity;
import io.cistern.protocol.management.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** The space and the volumes of every pool and its freezes, read when they are asked for. */
final class PoolMetrics {
  private static final Duration CAPACITY_AGE = Duration.ofSeconds(1);
  private static final Duration COUNT_AGE = Duration.ofSeconds(15);

  private final Metrics metrics;
  private final Map<String, String> labels;

  private PoolMetrics(Metrics metrics, Map<String, String> labels) {
    this.metrics = metrics;
    this.labels = labels;
  }

  /** Publishes the figures of all pools from now on. */
  static void publish(Metrics metrics, NodePools pools) {
    metrics.counter(
        "cistern_freezes_cut_short_total",
        "snapshots that failed because their filesystems were frozen for too long",
        Map.of(),
        Freeze::cutShort);
    pools
        .all()
        .forEach(
            pool ->
                new PoolMetrics(
                        metrics,
                        Map.of(
                            "pool",
                            pool.info().name().value(),
                            "pool_id",
                            pool.info().id().value()))
                    .watch(pool));
  }

  private void watch(Pool pool) {
    Reading<Capacity> capacity = new Reading<>(pool::capacity, CAPACITY_AGE);
    space("total", capacity, Capacity::total);
    space("used", capacity, Capacity::used);
    space("promised", capacity, Capacity::promised);
    space("reserved", capacity, Capacity::reserved);
    space("available", capacity, Capacity::available);
    space("available_thick", capacity, Capacity::availableThick);
    if (!capacity.get().metadata().equals(Capacity.Metadata.WITH_DATA)) {
      space("metadata_used", capacity, now -> now.metadata().used());
      space("metadata_total", capacity, now -> now.metadata().total());
    }
    Reading<Integer> attached = new Reading<>(() -> pool.attachments().list().size(), COUNT_AGE);
    metrics.gauge(
        "cistern_pool_volumes_attached", "volumes attached to this node", labels, attached::get);
    Reading<Integer> volumes = new Reading<>(() -> VolumeCount.of(pool), COUNT_AGE);
    metrics.gauge("cistern_pool_volumes", "volumes in the pool", labels, volumes::get);
  }

  private void space(String what, Reading<Capacity> capacity, Function<Capacity, ByteSize> part) {
    metrics.gauge(
        "cistern_pool_" + what + "_bytes",
        "space of the pool: " + what,
        labels,
        () -> part.apply(capacity.get()).bytes());
  }
}
