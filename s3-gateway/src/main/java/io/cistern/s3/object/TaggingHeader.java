package io.cistern.s3.object;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.util.List;
import java.util.Map;

/** The {@code x-amz-tagging} header of a write: tags as the parameters of a query. */
public final class TaggingHeader {
  static final String NAME = "x-amz-tagging";

  private TaggingHeader() {}

  /**
   * The tags; none where the header is absent or empty.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} if it is not such a query, {@link
   *     S3Error#INVALID_TAG} or {@link S3Error#BAD_REQUEST} for its tags
   */
  public static Map<String, String> read(Headers headers) {
    String value = headers.first(NAME).orElse("");
    if (value.isEmpty()) {
      return Map.of();
    }
    QueryParameters parsed;
    try {
      parsed = QueryParameters.parse(value);
    } catch (S3Exception broken) {
      throw invalid(value);
    }
    List<Map.Entry<String, String>> tags =
        parsed.all().stream().map(tag -> Map.entry(tag.name(), tag.value())).toList();
    if (tags.stream().map(Map.Entry::getKey).distinct().count() < tags.size()) {
      throw invalid(value);
    }
    return Tags.check(tags, Tags.MAX_OF_OBJECT);
  }

  private static S3Exception invalid(String value) {
    return new S3Exception(
            S3Error.INVALID_ARGUMENT,
            "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query "
                + "parameters without tag name duplicates.")
        .withDetail("ArgumentName", NAME)
        .withDetail("ArgumentValue", value);
  }
}
