package io.cistern.s3.body;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The fields after the last chunk.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">AWS:
 *     signature calculations for trailing headers</a>
 */
final class Trailers {
  static final int LIMIT = 8192;

  private static final String SIGNATURE = "x-amz-trailer-signature";

  private final TreeMap<String, String> fields = new TreeMap<>();
  private final Optional<String> signature;

  private Trailers(Map<String, String> fields) {
    this.fields.putAll(fields);
    this.signature = Optional.ofNullable(this.fields.remove(SIGNATURE));
  }

  /** Reads fields. Clients end lines in LF, CR LF or LF CR LF, so empty lines mean nothing. */
  static Trailers parse(String section) {
    Map<String, String> fields = new TreeMap<>();
    for (String line : section.split("\n", -1)) {
      String field = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      if (!field.isEmpty()) {
        int colon = field.indexOf(':');
        if (colon < 1) {
          throw malformed();
        }
        String name = field.substring(0, colon).toLowerCase(Locale.ROOT);
        if (fields.put(name, field.substring(colon + 1).strip()) != null) {
          throw malformed();
        }
      }
    }
    return new Trailers(fields);
  }

  /** As they are signed. */
  String canonical() {
    StringBuilder text = new StringBuilder();
    fields.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    return text.toString();
  }

  /** The value of the one field there may be, and must be; empty where none was announced. */
  Optional<String> only(Optional<String> announced) {
    if (fields.size() != (announced.isPresent() ? 1 : 0)
        || !announced.map(fields::containsKey).orElse(true)) {
      throw malformed();
    }
    return announced.map(fields::get);
  }

  Optional<String> signature() {
    return signature;
  }

  static S3Exception malformed() {
    return new S3Exception(S3Error.MALFORMED_TRAILER);
  }
}
