package io.cistern.controller.app;

import io.cistern.controller.agents.Agents;
import io.cistern.controller.agents.PoolView;
import io.cistern.protocol.agent.Capacity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToLongFunction;

/** The pools' space and the agents' health, as of the last look: {@code cistern_pool_*_bytes}. */
final class PoolMetrics {
  private PoolMetrics() {}

  static void register(MeterRegistry registry, Agents agents) {
    Gauge.builder("cistern.agents.silent", agents, a -> a.lastSurvey().silent().size())
        .description("Pool agents that did not answer when they were last asked")
        .register(registry);
    Runnable total = bytes(registry, agents, "total", Capacity::getTotal);
    Runnable available = bytes(registry, agents, "available", Capacity::getAvailable);
    Runnable used = bytes(registry, agents, "used", Capacity::getUsed);
    Runnable promised = bytes(registry, agents, "promised", Capacity::getPromised);
    agents.onSurvey(
        () -> {
          total.run();
          available.run();
          used.run();
          promised.run();
        });
  }

  private static Runnable bytes(
      MeterRegistry registry, Agents agents, String what, ToLongFunction<Capacity> value) {
    MultiGauge gauge =
        MultiGauge.builder("cistern.pool." + what).baseUnit("bytes").register(registry);
    return () ->
        gauge.register(
            agents.lastSurvey().pools().stream().map(pool -> row(pool, value)).toList(), true);
  }

  private static MultiGauge.Row<?> row(PoolView pool, ToLongFunction<Capacity> value) {
    return MultiGauge.Row.of(
        Tags.of("pool", pool.name(), "poolId", pool.id().value(), "node", pool.nodeId()),
        value.applyAsLong(pool.capacity()));
  }
}
