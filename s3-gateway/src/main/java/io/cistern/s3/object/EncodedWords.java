package io.cistern.s3.object;

import io.cistern.s3.model.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Encoded words: how user metadata that is not printable ASCII is written in a header. A value that
 * came as raw bytes is one of ISO-8859-1, as header fields are, so raw UTF-8 comes back as the
 * encoded word of its bytes read so, which is what AWS does.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2047">RFC 2047</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html">AWS:
 *     user-defined object metadata</a>
 */
final class EncodedWords {
  private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]+)\\?([bBqQ])\\?([^?\\s]*)\\?=");
  private static final int LONGEST_WORD = 75;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private EncodedWords() {}

  /** The text of a header's value, encoded words decoded; what is none is kept as it is. */
  static String decode(String header) {
    StringBuilder text = new StringBuilder();
    Matcher word = WORD.matcher(header);
    int end = 0;
    boolean afterWord = false;
    while (word.find()) {
      Optional<String> decoded = decode(word.group(1), word.group(2), word.group(3));
      String between = header.substring(end, word.start());
      if (!(afterWord && decoded.isPresent() && between.isBlank())) {
        text.append(between);
      }
      text.append(decoded.orElse(word.group()));
      afterWord = decoded.isPresent();
      end = word.end();
    }
    return text.append(header.substring(end)).toString();
  }

  private static Optional<String> decode(String charset, String encoding, String encoded) {
    try {
      byte[] bytes =
          encoding.toLowerCase(Locale.ROOT).equals("b")
              ? Base64.getDecoder().decode(encoded)
              : unquote(encoded);
      return Optional.of(
          Charset.forName(charset).newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException notAWord) {
      return Optional.empty();
    }
  }

  private static byte[] unquote(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '=') {
        if (i + 2 >= encoded.length()) {
          throw new IllegalArgumentException("a broken escape");
        }
        bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c == '_' ? ' ' : c);
      }
    }
    return bytes.toByteArray();
  }

  /** A header's value for {@code text}: itself if it is printable ASCII, encoded words if not. */
  static String encode(String text) {
    long strange = text.chars().filter(c -> c >= 0x7f || c < ' ' && c != '\t').count();
    if (strange == 0) {
      return text;
    }
    List<String> words = new ArrayList<>();
    encode(text, strange * 2 < text.length(), words);
    return String.join(" ", words);
  }

  private static void encode(String text, boolean quoted, List<String> words) {
    String word =
        quoted
            ? "=?UTF-8?Q?" + quote(text) + "?="
            : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(Utf8.encode(text)) + "?=";
    if (word.length() <= LONGEST_WORD || text.codePointCount(0, text.length()) == 1) {
      words.add(word);
      return;
    }
    int middle = text.length() / 2;
    int split = Character.isLowSurrogate(text.charAt(middle)) ? middle + 1 : middle;
    encode(text.substring(0, split), quoted, words);
    encode(text.substring(split), quoted, words);
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == ' ') {
        quoted.append('_');
      } else if (b < ' ' || b == 0x7f || b == '=' || b == '?' || b == '_') {
        quoted.append('=').append(HEX.toHexDigits(b));
      } else {
        quoted.append((char) b);
      }
    }
    return quoted.toString();
  }
}
