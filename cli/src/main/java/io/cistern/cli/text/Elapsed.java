package io.cistern.cli.text;

import java.time.Duration;
import java.util.Locale;

/**
 * Durations for people: {@code 0.25 s}, {@code 42 s}, {@code 3m 20s}, {@code 2h 05m}, {@code 3d
 * 4h}.
 */
public final class Elapsed {
  private Elapsed() {}

  /** The text of a duration. */
  public static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return "%dm %02ds".formatted(seconds / 60, seconds % 60);
    }
    return seconds < 86_400
        ? "%dh %02dm".formatted(seconds / 3600, seconds % 3600 / 60)
        : "%dd %dh".formatted(seconds / 86_400, seconds % 86_400 / 3600);
  }
}
