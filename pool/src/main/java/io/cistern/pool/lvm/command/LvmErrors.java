package io.cistern.pool.lvm.command;

import io.cistern.pool.model.PoolError;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code lvm} says when it fails, as errors of the pool. Its exit codes tell next to nothing
 * (5 is every failure), so the texts decide, in the C locale and as of 2.03.
 */
final class LvmErrors {
  private static final int KEPT = 1000;

  private static final List<Pattern> NO_SPACE =
      patterns(
          "[Ii]nsufficient (suitable |allocatable )?(free )?(space|extents|allocatable extents)",
          "free space in (thin )?pool .* (reached|is above) threshold",
          "Free space in pool .* is above threshold",
          "metadata too large|too large for circular buffer",
          "No space left on device",
          "Maximum number of logical volumes");
  private static final List<Pattern> IN_USE =
      patterns(
          "is used by another device",
          "in use\\.?$",
          "contains a filesystem in use",
          "is in use by",
          "Device or resource busy");
  private static final List<Pattern> NO_TARGET =
      patterns("Required device-mapper target\\(s\\) not detected");
  private static final List<Pattern> ABSENT =
      patterns(
          "Failed to find logical volume",
          "Volume group \".*\" not found",
          "Cannot process volume group",
          "One or more specified logical volume\\(s\\) not found");
  private static final List<Pattern> TAKEN =
      patterns("already exists in volume group", "already exists");

  private LvmErrors() {}

  private static List<Pattern> patterns(String... texts) {
    return List.of(texts).stream().map(text -> Pattern.compile(text, Pattern.MULTILINE)).toList();
  }

  /**
   * The error that a failed command stands for.
   *
   * @param complaints what it wrote to its standard error
   */
  static PoolError of(String command, int exitCode, String complaints) {
    String said = said(complaints);
    String message = "%s failed (%d): %s".formatted(command, exitCode, said);
    if (matches(NO_SPACE, complaints)) {
      return new PoolError.OutOfSpace(message);
    }
    if (matches(IN_USE, complaints)) {
      return new PoolError.Precondition(message);
    }
    if (matches(NO_TARGET, complaints)) {
      return new PoolError.Precondition(message + "; " + KernelModules.REMEDY);
    }
    if (matches(ABSENT, complaints)) {
      return new PoolError.NotFound(message);
    }
    if (matches(TAKEN, complaints)) {
      return new PoolError.AlreadyExists(message);
    }
    return new PoolError.Io(message, new IOException(said));
  }

  private static boolean matches(List<Pattern> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(text).find());
  }

  /** On one line, without the warnings that are always there. */
  private static String said(String complaints) {
    String text =
        complaints
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("WARNING:"))
            .reduce((one, other) -> one + "; " + other)
            .orElse("it did not say why");
    return text.length() > KEPT ? text.substring(0, KEPT) : text;
  }
}
