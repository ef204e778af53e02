package io.cistern.s3.post;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Utf8;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a form, up to its file. Names have no regard to case; {@code ${filename}} is
 * replaced in all values, before anybody looks at them.
 *
 * @param fields by name in lower case, in the order they came
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html">AWS:
 *     creating an HTML form using SigV4</a>
 */
record Form(Map<String, String> fields) {
  private static final String FILE = "file";
  private static final String DISPOSITION = "content-disposition";

  /** What the head of a part says of it. */
  private record PartHead(String name, String fileName) {}

  /**
   * Reads the fields; the file is what {@code body} gives next.
   *
   * @throws S3Exception {@link S3Error#MALFORMED_POST_REQUEST}, also for a field that comes twice;
   *     {@link S3Error#INVALID_ARGUMENT} where there is no file
   */
  static Form read(MultipartBody body) {
    Map<String, String> fields = new LinkedHashMap<>();
    while (body.nextPart()) {
      PartHead head = head(body);
      if (head.name().equals(FILE)) {
        fields.replaceAll((_, value) -> value.replace("${filename}", head.fileName()));
        return new Form(fields);
      }
      if (fields.put(head.name(), MultipartBody.text(body.content())) != null) {
        throw malformed();
      }
    }
    throw invalid("POST requires exactly one file upload per request.", FILE, "0");
  }

  Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /**
   * The final key.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} or {@link S3Error#KEY_TOO_LONG}
   */
  ObjectKey key() {
    String key =
        field("key")
            .orElseThrow(
                () ->
                    invalid(
                        "Bucket POST must contain a field named 'key'.  If it is specified, please"
                            + " check the order of the fields.",
                        "key",
                        ""));
    int length = Utf8.length(key);
    if (length == 0) {
      throw invalid("User key must have a length greater than 0.", "key", "");
    }
    if (length > ObjectKey.MAX_BYTES) {
      throw new S3Exception(S3Error.KEY_TOO_LONG)
          .withDetail("Size", Integer.toString(length))
          .withDetail("MaxSizeAllowed", Integer.toString(ObjectKey.MAX_BYTES));
    }
    return new ObjectKey(key);
  }

  static S3Exception invalid(String message, String name, String value) {
    return new S3Exception(S3Error.INVALID_ARGUMENT, message)
        .withDetail("ArgumentName", name)
        .withDetail("ArgumentValue", value);
  }

  private static PartHead head(MultipartBody body) {
    Optional<HeaderValue> disposition = Optional.empty();
    for (String line = body.line(); !line.isEmpty(); line = body.line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw malformed();
      }
      if (lower(line.substring(0, colon)).equals(DISPOSITION)) {
        if (disposition.isPresent()) {
          throw malformed();
        }
        disposition = Optional.of(HeaderValue.parse(line.substring(colon + 1)));
      }
    }
    HeaderValue found =
        disposition.filter(given -> given.value().equals("form-data")).orElseThrow(Form::malformed);
    String name = found.parameter("name").map(Form::lower).orElseThrow(Form::malformed);
    return new PartHead(name, lastSegment(found.parameter("filename").orElse("")));
  }

  /** Some browsers tell the whole path. */
  private static String lastSegment(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static S3Exception malformed() {
    return new S3Exception(S3Error.MALFORMED_POST_REQUEST);
  }
}
