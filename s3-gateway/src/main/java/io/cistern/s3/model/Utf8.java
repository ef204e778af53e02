package io.cistern.s3.model;

import java.nio.charset.StandardCharsets;

/** Text to UTF-8 and back without ever replacing what cannot be encoded. */
public final class Utf8 {
  private Utf8() {}

  /**
   * The bytes of {@code text}.
   *
   * @throws IllegalArgumentException if it holds half of a surrogate pair
   */
  public static byte[] encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        requirePair(text, i++);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * How many bytes {@link #encode} gives.
   *
   * @throws IllegalArgumentException if it holds half of a surrogate pair
   */
  public static int length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        requirePair(text, i++);
        length += 4;
      } else {
        length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    return length;
  }

  private static void requirePair(String text, int at) {
    if (at + 1 == text.length()
        || !Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1))) {
      throw new IllegalArgumentException("text that UTF-8 cannot hold");
    }
  }

  /** The text of bytes that {@link #encode} made. */
  public static String decode(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
