package io.cistern.linux;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Paths as the bytes the kernel knows, whatever the locale. {@code Path.toString()} loses bytes
 * that the locale cannot decode; a {@code file:} URI keeps them all.
 */
public final class PathBytes {

  private PathBytes() {}

  /** The bytes of a path, ended by NUL. */
  public static byte[] of(Path path) {
    String text = path.toString();
    if (isPlain(text)) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      return Arrays.copyOf(bytes, bytes.length + 1);
    }
    // toUri adds a slash to the path of a directory
    String raw = path.toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length() + 1);
    int end = raw.length() > 1 && raw.endsWith("/") ? raw.length() - 1 : raw.length();
    for (int i = 0; i < end; i++) {
      if (raw.charAt(i) == '%') {
        bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(raw.charAt(i));
      }
    }
    bytes.write(0);
    return bytes.toByteArray();
  }

  /**
   * The path of some bytes, without NUL.
   *
   * @throws IllegalArgumentException if they are empty or contain NUL
   */
  public static Path path(byte[] bytes) {
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    if (isPlain(latin)) {
      return Path.of(latin);
    }
    StringBuilder raw = new StringBuilder("file://");
    for (byte each : bytes) {
      raw.append(each == '/' ? "/" : "%" + HexFormat.of().toHexDigits(each));
    }
    return Path.of(URI.create(raw.toString()));
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c > 0 && c < 0x80);
  }
}
