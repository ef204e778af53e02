package io.cistern.controller.agents;

import java.time.Duration;

/**
 * How long an agent may take.
 *
 * @param reading for a call that changes nothing
 * @param changing for a call that makes, copies or removes
 */
public record Deadlines(Duration reading, Duration changing) {
  public static final Deadlines DEFAULT =
      new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(60));

  public Deadlines {
    if (!reading.isPositive() || !changing.isPositive()) {
      throw new IllegalArgumentException("a deadline is positive");
    }
  }
}
