package io.cistern.s3.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ends a request with an S3 error. Nothing was changed, unless the operation that throws says
 * otherwise.
 */
public final class S3Exception extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final S3Error error;
  private final transient List<Map.Entry<String, String>> headers;
  private final transient List<Map.Entry<String, String>> details;

  /** With the error's usual message. */
  public S3Exception(S3Error error) {
    this(error, error.message());
  }

  public S3Exception(S3Error error, String message) {
    this(error, message, List.of(), List.of());
  }

  private S3Exception(
      S3Error error,
      String message,
      List<Map.Entry<String, String>> headers,
      List<Map.Entry<String, String>> details) {
    super(message, null, false, false);
    this.error = error;
    this.headers = List.copyOf(headers);
    this.details = List.copyOf(details);
  }

  /** With a response header, such as {@code x-amz-delete-marker}. */
  public S3Exception withHeader(String name, String value) {
    return new S3Exception(error, message(), with(headers, name, value), details);
  }

  /** With a further element in the error document, such as {@code BucketName}. */
  public S3Exception withDetail(String element, String text) {
    return new S3Exception(error, message(), headers, with(details, element, text));
  }

  public S3Error error() {
    return error;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  public List<Map.Entry<String, String>> headers() {
    return headers;
  }

  public List<Map.Entry<String, String>> details() {
    return details;
  }

  private static List<Map.Entry<String, String>> with(
      List<Map.Entry<String, String>> list, String name, String value) {
    List<Map.Entry<String, String>> longer = new ArrayList<>(list);
    longer.add(Map.entry(name, value));
    return longer;
  }
}
