package io.cistern.s3.object;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.ObjectMetadata;
import io.cistern.s3.model.Utf8;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the headers of a write say about the object to be.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html">AWS:
 *     object metadata</a>
 */
public final class MetadataHeaders {
  /** The most user metadata, in bytes of UTF-8, names and values together. */
  public static final int MAX_USER_BYTES = 2048;

  /** What an object is whose writer did not say. */
  public static final String DEFAULT_TYPE = "binary/octet-stream";

  static final String USER_PREFIX = "x-amz-meta-";

  private static final List<String> KEPT =
      List.of("Cache-Control", "Content-Disposition", "Content-Language", "Expires");

  private MetadataHeaders() {}

  /**
   * System and user metadata. {@code aws-chunked} is a coding of the request and no part of
   * Content-Encoding; user metadata is decoded from encoded words.
   *
   * @throws S3Exception {@link S3Error#METADATA_TOO_LARGE}, {@link S3Error#INVALID_STORAGE_CLASS}
   */
  public static ObjectMetadata read(Headers headers) {
    Map<String, String> system = new TreeMap<>();
    for (String name : KEPT) {
      headers.first(name).filter(value -> !value.isEmpty()).ifPresent(v -> system.put(name, v));
    }
    system.put(
        "Content-Type",
        headers.first("Content-Type").filter(type -> !type.isEmpty()).orElse(DEFAULT_TYPE));
    String encoding = contentEncoding(headers);
    if (!encoding.isEmpty()) {
      system.put("Content-Encoding", encoding);
    }
    StorageClass.read(headers, system);
    return new ObjectMetadata(system, user(headers));
  }

  private static String contentEncoding(Headers headers) {
    return headers.all("Content-Encoding").stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("aws-chunked"))
        .collect(Collectors.joining(","));
  }

  private static Map<String, String> user(Headers headers) {
    Map<String, String> user = new TreeMap<>();
    headers
        .startingWith(USER_PREFIX)
        .forEach((name, values) -> user.put(name, EncodedWords.decode(String.join(",", values))));
    int bytes =
        user.entrySet().stream()
            .mapToInt(e -> Utf8.length(e.getKey()) + Utf8.length(e.getValue()))
            .sum();
    if (bytes > MAX_USER_BYTES) {
      throw new S3Exception(S3Error.METADATA_TOO_LARGE)
          .withDetail("Size", Integer.toString(bytes))
          .withDetail("MaxSizeAllowed", Integer.toString(MAX_USER_BYTES));
    }
    return user;
  }
}
