package io.cistern.s3.list;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.api.S3Request;

/** The parameters that say how much a page holds: {@code max-keys} and its like. */
public final class PageSize {
  /** The most, and what is given where nothing is asked. */
  public static final int MAX = 1000;

  private PageSize() {}

  /**
   * The number a parameter gives, cut down to {@link #MAX}.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} if it is no number or negative
   */
  public static int read(S3Request request, String parameter) {
    return Math.min(MAX, number(request, parameter, MAX));
  }

  /**
   * The number a parameter gives.
   *
   * @param absent what it is where the parameter is absent or empty
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} if it is no number or negative
   */
  public static int number(S3Request request, String parameter, int absent) {
    String text = request.parameter(parameter).orElse("");
    if (text.isEmpty()) {
      return absent;
    }
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException notOne) {
      throw invalid(parameter, text, "Provided %s not an integer or within integer range");
    }
    if (number < 0) {
      throw invalid(parameter, text, "Argument %s must be an integer between 0 and 2147483647");
    }
    return number;
  }

  private static S3Exception invalid(String parameter, String text, String message) {
    return new S3Exception(S3Error.INVALID_ARGUMENT, message.formatted(parameter))
        .withDetail("ArgumentName", parameter)
        .withDetail("ArgumentValue", text);
  }
}
