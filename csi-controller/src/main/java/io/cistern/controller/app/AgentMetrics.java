package io.cistern.controller.app;

import io.cistern.controller.agents.Agents;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * How the agents fare, as of the last look: {@code cistern_agents_silent}. The space of the pools
 * is for their nodes to tell; told twice it would be counted twice.
 */
final class AgentMetrics {
  private AgentMetrics() {}

  static void register(MeterRegistry registry, Agents agents) {
    Gauge.builder("cistern.agents.silent", agents, a -> a.lastSurvey().silent().size())
        .description("Pool agents that did not answer when they were last asked")
        .register(registry);
  }
}
