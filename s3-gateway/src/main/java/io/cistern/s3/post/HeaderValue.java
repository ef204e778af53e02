package io.cistern.s3.post;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header's value with parameters, such as {@code form-data; name="key"}. In a quoted parameter,
 * only {@code \"} is an escape: browsers send the backslashes of a path as they are.
 *
 * @param value in lower case
 * @param parameters by name in lower case
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578#section-4.2">RFC 7578: Content-Disposition
 *     header field for each part</a>
 */
record HeaderValue(String value, Map<String, String> parameters) {
  HeaderValue {
    parameters = Map.copyOf(parameters);
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /**
   * Parses {@code text}.
   *
   * @throws S3Exception {@link S3Error#MALFORMED_POST_REQUEST} if a parameter is broken or doubled
   */
  static HeaderValue parse(String text) {
    int semicolon = text.indexOf(';');
    String value = semicolon < 0 ? text : text.substring(0, semicolon);
    Map<String, String> parameters = new HashMap<>();
    int at = semicolon;
    while (at >= 0 && at < text.length()) {
      int equals = text.indexOf('=', at);
      if (equals < 0) {
        if (!text.substring(at + 1).isBlank()) {
          throw malformed();
        }
        break;
      }
      String name = lower(text.substring(at + 1, equals));
      StringBuilder content = new StringBuilder();
      at = content(text, equals + 1, content);
      if (parameters.put(name, content.toString()) != null) {
        throw malformed();
      }
    }
    return new HeaderValue(lower(value), parameters);
  }

  /** Appends what begins at {@code from}; the index of the semicolon behind it, or the end. */
  private static int content(String text, int from, StringBuilder content) {
    if (from >= text.length() || text.charAt(from) != '"') {
      int semicolon = text.indexOf(';', from);
      int end = semicolon < 0 ? text.length() : semicolon;
      content.append(text.substring(from, end).strip());
      return end;
    }
    int i = from + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      if (text.startsWith("\\\"", i)) {
        i++;
      }
      content.append(text.charAt(i));
      i++;
    }
    int end = i + 1;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    if (i >= text.length() || end < text.length() && text.charAt(end) != ';') {
      throw malformed();
    }
    return end;
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private static S3Exception malformed() {
    return new S3Exception(S3Error.MALFORMED_POST_REQUEST);
  }
}
