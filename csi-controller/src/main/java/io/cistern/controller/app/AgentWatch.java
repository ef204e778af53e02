package io.cistern.controller.app;

import io.cistern.controller.agents.Agents;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Looks at the agents now and then, so that the first call finds them and metrics are fresh. */
final class AgentWatch implements AutoCloseable {
  private static final Logger LOG = System.getLogger(AgentWatch.class.getName());

  /** While no agent has answered yet, someone waits for the first. */
  private static final Duration UNTIL_FIRST_ANSWER = Duration.ofMillis(250);

  private final Thread thread;

  private AgentWatch(Thread thread) {
    this.thread = thread;
  }

  static AgentWatch start(Agents agents, Duration interval) {
    return new AgentWatch(
        Thread.ofVirtual().name("agent-watch").start(() -> watch(agents, interval)));
  }

  private static void watch(Agents agents, Duration interval) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look(agents);
        Thread.sleep(agents.haveAnswered() ? interval : UNTIL_FIRST_ANSWER);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static void look(Agents agents) {
    try {
      agents.survey();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "looking at the pool agents failed", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
