package io.cistern.s3.model;

import java.util.Base64;

/**
 * Where a list goes on. A page that ended in a common prefix goes on past everything under it, so a
 * prefix is never listed twice.
 */
public sealed interface ListPosition {
  /** The beginning. */
  record Start() implements ListPosition {}

  /** Past this key, which need not exist; empty text is the beginning. */
  record AfterKey(String key) implements ListPosition {}

  /** Past every key that starts with this. */
  record AfterPrefix(String prefix) implements ListPosition {}

  ListPosition START = new Start();

  /** As the key or common prefix a page ended with, which {@link #afterMarker} reads. */
  default String marker() {
    return switch (this) {
      case Start _ -> "";
      case AfterKey after -> after.key();
      case AfterPrefix after -> after.prefix();
    };
  }

  /** As an opaque continuation token, which {@link #parse} reads. */
  default String token() {
    String text =
        switch (this) {
          case Start _ -> "s";
          case AfterKey after -> "k" + after.key();
          case AfterPrefix after -> "p" + after.prefix();
        };
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Utf8.encode(text));
  }

  /**
   * Reads a token.
   *
   * @throws IllegalArgumentException if no list gave it
   */
  static ListPosition parse(String token) {
    String text = Utf8.decode(Base64.getUrlDecoder().decode(token));
    if (text.equals("s")) {
      return START;
    }
    ListPosition position =
        text.startsWith("k")
            ? new AfterKey(text.substring(1))
            : new AfterPrefix(text.isEmpty() ? "" : text.substring(1));
    if (!position.token().equals(token)) {
      throw new IllegalArgumentException("not a continuation token");
    }
    return position;
  }

  /**
   * The position of a {@code marker}, {@code key-marker} or {@code start-after}: one that is itself
   * a common prefix of the list stands for all under it, since a page may have ended there.
   */
  static ListPosition afterMarker(String marker, String prefix, String delimiter) {
    if (marker.isEmpty()) {
      return START;
    }
    boolean common =
        !delimiter.isEmpty()
            && marker.startsWith(prefix)
            && marker.indexOf(delimiter, prefix.length()) == marker.length() - delimiter.length()
            && marker.length() >= prefix.length() + delimiter.length();
    return common ? new AfterPrefix(marker) : new AfterKey(marker);
  }
}
