package io.cistern.s3.api;

import io.cistern.s3.model.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Percent escapes of paths and queries. Decoding happens once and normalises nothing: {@code //},
 * {@code .} and {@code ..} are kept.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS:
 *     UriEncode</a>
 */
public final class PercentEncoding {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PercentEncoding() {}

  /** Decodes a path or a part of one: {@code +} is itself. */
  public static String decodePath(String raw) {
    return decode(raw, false);
  }

  /** Decodes a name or value of a query: {@code +} is a space. */
  public static String decodeQuery(String raw) {
    return decode(raw, true);
  }

  /** Escapes every byte but AWS's unreserved ones: letters, digits, {@code - . _ ~}. */
  public static String encode(String text) {
    return encode(text, false);
  }

  /** As {@link #encode(String)}, keeping slashes. */
  public static String encodePath(String text) {
    return encode(text, true);
  }

  private static String encode(String text, boolean keepSlash) {
    if (isKept(text, keepSlash)) {
      return text;
    }
    byte[] bytes = Utf8.encode(text);
    StringBuilder encoded = new StringBuilder(bytes.length + 16);
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      if (isKept(c, keepSlash)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  private static boolean isKept(String text, boolean keepSlash) {
    for (int i = 0; i < text.length(); i++) {
      if (!isKept(text.charAt(i), keepSlash)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKept(char c, boolean keepSlash) {
    return isUnreserved(c) || keepSlash && c == '/';
  }

  private static boolean isUnreserved(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  private static String decode(String raw, boolean plusIsSpace) {
    return isPlain(raw, plusIsSpace) ? raw : decodeEscapes(raw, plusIsSpace);
  }

  /** Whether it stands for itself, as nearly every path does. */
  private static boolean isPlain(String raw, boolean plusIsSpace) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%' || c >= 0x80 || plusIsSpace && c == '+') {
        return false;
      }
    }
    return true;
  }

  private static String decodeEscapes(String raw, boolean plusIsSpace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        if (i + 2 >= raw.length()
            || !HexFormat.isHexDigit(raw.charAt(i + 1))
            || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
          throw invalid();
        }
        bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
        i += 2;
      } else if (c > 0xff) {
        throw invalid();
      } else {
        bytes.write(plusIsSpace && c == '+' ? ' ' : c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException notText) {
      throw invalid();
    }
  }

  private static S3Exception invalid() {
    return new S3Exception(S3Error.INVALID_URI);
  }
}
