package io.cistern.s3.auth;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** The time of a signature, as {@code yyyyMMdd'T'HHmmss'Z'}. */
final class Timestamp {
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withResolverStyle(ResolverStyle.STRICT);

  private Timestamp() {}

  static Optional<Instant> parse(String text) {
    if (text.length() != 16) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(text, BASIC).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  /** The time of an HTTP date, as {@code Date} has it. */
  static Optional<Instant> parseHttp(String text) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }

  static String format(Instant time) {
    return BASIC.format(time.atOffset(ZoneOffset.UTC));
  }
}
