package io.cistern.pool.lvm.inventory;

import io.cistern.pool.record.Values;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What our logical volumes are called. A name is for people and to keep two apart; what one is, its
 * tags say.
 */
public final class LvNames {
  private static final Pattern FORM =
      Pattern.compile("cistern-(?:volume|snapshot|cut)-([0-9a-f-]{36})(?:\\.[0-9]+)?");

  private LvNames() {}

  public static String volume(UUID uuid, int generation) {
    return "cistern-volume-" + uuid + (generation == 0 ? "" : "." + generation);
  }

  public static String snapshot(UUID uuid) {
    return "cistern-snapshot-" + uuid;
  }

  public static String cut() {
    return "cistern-cut-" + UUID.randomUUID();
  }

  /** Whether a name has the form of ours. */
  public static boolean isOurs(String name) {
    return FORM.matcher(name).matches();
  }

  /** The uuid of what a name says it is. */
  static Optional<String> uuid(String name) {
    Matcher matcher = FORM.matcher(name);
    try {
      return matcher.matches()
          ? Optional.of(Values.uuid(matcher.group(1)).toString())
          : Optional.empty();
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }
}
