package io.cistern.controller.app;

import io.cistern.controller.agents.Agents;
import io.cistern.protocol.management.Metrics;
import java.util.Map;

/**
 * How the agents fare, as of the last look: {@code cistern_agents_silent}. The space of the pools
 * is for their nodes to tell; told twice it would be counted twice.
 */
final class AgentMetrics {
  private AgentMetrics() {}

  static void publish(Metrics metrics, Agents agents) {
    metrics.gauge(
        "cistern_agents_silent",
        "pool agents that did not answer when they were last asked",
        Map.of(),
        () -> agents.lastSurvey().silent().size());
  }
}
