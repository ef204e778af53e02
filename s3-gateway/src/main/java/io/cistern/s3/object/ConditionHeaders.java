package io.cistern.s3.object;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ETagCondition;
import io.cistern.s3.model.Preconditions;
import java.util.HashSet;
import java.util.Set;

/**
 * Conditions in headers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1">RFC 9110, 13.1</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html">AWS:
 *     conditional requests</a>
 */
public final class ConditionHeaders {
  private ConditionHeaders() {}

  /**
   * The conditions of a write, to be decided in its commit.
   *
   * @throws S3Exception {@link io.cistern.s3.api.S3Error#NOT_IMPLEMENTED} for conditions on the
   *     time, which writes do not know
   */
  public static Preconditions preconditions(Headers headers) {
    Unsupported.refuse(headers, "If-Modified-Since");
    Unsupported.refuse(headers, "If-Unmodified-Since");
    return new Preconditions(ifMatch(headers, "If-Match"), ifNoneMatch(headers, "If-None-Match"));
  }

  /** The condition of an {@code If-Match}, whose comparison is strong: a weak tag names nothing. */
  static ETagCondition ifMatch(Headers headers, String name) {
    return condition(headers, name, false);
  }

  /** As {@link #ifMatch(Headers, String)}, of a value that stood elsewhere. */
  static ETagCondition ifMatch(String value) {
    return condition(value, false);
  }

  /** The condition of an {@code If-None-Match}, whose comparison is weak. */
  static ETagCondition ifNoneMatch(Headers headers, String name) {
    return condition(headers, name, true);
  }

  private static ETagCondition condition(Headers headers, String name, boolean weak) {
    if (!headers.has(name)) {
      return new ETagCondition.Absent();
    }
    return condition(String.join(",", headers.all(name)), weak);
  }

  private static ETagCondition condition(String header, boolean weak) {
    String value = header.strip();
    return value.equals("*") ? new ETagCondition.Any() : tags(value, weak);
  }

  /** Tags between commas; quotes may be left out, as many clients do. */
  private static ETagCondition.OneOf tags(String value, boolean weak) {
    Set<ETag> tags = new HashSet<>();
    int at = 0;
    while (at < value.length()) {
      int start = at;
      boolean isWeak = value.startsWith("W/", start);
      if (isWeak) {
        start += 2;
      }
      int quoteEnd = start < value.length() && value.charAt(start) == '"' ? start + 1 : -1;
      int comma = value.indexOf(',', quoteEnd < 0 ? start : closing(value, quoteEnd));
      int end = comma < 0 ? value.length() : comma;
      String tag = value.substring(start, end).strip().replace("\"", "");
      if (!tag.isEmpty() && (weak || !isWeak)) {
        tags.add(new ETag(tag));
      }
      at = end + 1;
      while (at < value.length() && value.charAt(at) == ' ') {
        at++;
      }
    }
    return new ETagCondition.OneOf(tags);
  }

  private static int closing(String value, int from) {
    int quote = value.indexOf('"', from);
    return quote < 0 ? value.length() : quote;
  }
}
