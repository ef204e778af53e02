package io.cistern.pool.loop.layout;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name in {@code staging} or {@code trash}: {@code <kind>-<uuid>-<8 hexadecimal digits>}.
 * Whatever has this form there is ours and swept when the pool is opened; nothing else is ever
 * touched.
 *
 * @param kind what it is a part of
 * @param uuid of what
 * @param random keeps the names of two attempts apart
 */
public record ScratchName(Kind kind, UUID uuid, String random) {
  /** What a scratch file or directory is for. */
  public enum Kind {
    /** A volume half made, or deleted. */
    VOLUME,
    /** A snapshot half made, or deleted. */
    SNAPSHOT,
    /** A group snapshot half made, or deleted. */
    GROUP,
    /** The next version of a record. */
    RECORD,
    /** The volumes whose filesystems may be frozen: thawed when the pool is opened. */
    FREEZE,
    /** A probe of what the filesystem can do. */
    PROBE
  }

  private static final Pattern FORM =
      Pattern.compile(
          "(volume|snapshot|group|record|freeze|probe)-"
              + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([0-9a-f]{8})");

  /** A name that was not used before. */
  public static ScratchName of(Kind kind, UUID uuid) {
    return new ScratchName(
        kind, uuid, HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
  }

  /** Empty if we did not make it. */
  public static Optional<ScratchName> parse(String name) {
    Matcher matcher = FORM.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ScratchName(
            Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
            UUID.fromString(matcher.group(2)),
            matcher.group(3)));
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + "-" + uuid + "-" + random;
  }
}
