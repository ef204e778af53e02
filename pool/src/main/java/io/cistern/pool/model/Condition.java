package io.cistern.pool.model;

/**
 * How a volume fares.
 *
 * @param abnormal whether someone should look
 * @param message what was seen, for people; never empty
 */
public record Condition(boolean abnormal, String message) {
  public static final Condition NORMAL = new Condition(false, "volume is healthy");

  public static Condition abnormal(String message) {
    return new Condition(true, message);
  }
}
