package io.cistern.s3.object;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of an object's bytes.
 *
 * @param length 1 or more, but 0 of an empty object
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2">RFC 9110, 14.1.2</a>
 */
record Span(long offset, long length) {
  private static final Pattern RANGE =
      Pattern.compile("\\s*bytes\\s*=\\s*([0-9]*)-([0-9]*)\\s*", Pattern.CASE_INSENSITIVE);

  /** All of an object of this size. */
  static Span whole(long size) {
    return new Span(0, size);
  }

  /**
   * What a {@code Range} header asks for of an object of {@code size} bytes. Empty where it is to
   * be overlooked and the whole object given: several ranges, other units, nonsense.
   *
   * @throws S3Exception {@link S3Error#INVALID_RANGE} if the object has none of these bytes
   */
  static Optional<Span> of(String header, long size) {
    Matcher range = RANGE.matcher(header);
    if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
      return Optional.empty();
    }
    if (range.group(1).isEmpty()) {
      long suffix = Math.min(number(range.group(2)), size);
      if (suffix == 0) {
        throw unsatisfiable(header, size);
      }
      return Optional.of(new Span(size - suffix, suffix));
    }
    long first = number(range.group(1));
    long last = range.group(2).isEmpty() ? Long.MAX_VALUE : number(range.group(2));
    if (last < first) {
      return Optional.empty();
    }
    if (first >= size) {
      throw unsatisfiable(header, size);
    }
    return Optional.of(new Span(first, Math.min(last, size - 1) - first + 1));
  }

  /** The value of Content-Range. */
  String contentRange(long size) {
    return "bytes %d-%d/%d".formatted(offset, offset + length - 1, size);
  }

  /** A number of any length; one no object reaches is as good as the greatest. */
  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException tooLong) {
      return Long.MAX_VALUE;
    }
  }

  private static S3Exception unsatisfiable(String header, long size) {
    return new S3Exception(S3Error.INVALID_RANGE)
        .withHeader("Content-Range", "bytes */" + size)
        .withHeader("Accept-Ranges", "bytes")
        .withDetail("RangeRequested", header.strip())
        .withDetail("ActualObjectSize", Long.toString(size));
  }
}
