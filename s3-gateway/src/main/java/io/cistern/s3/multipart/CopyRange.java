package io.cistern.s3.multipart;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of an object that become a part. Both ends are named, and the object must have them
 * all: what a GET cuts short would be another part than was asked for.
 *
 * @param offset of the first byte
 * @param length in bytes
 */
record CopyRange(long offset, long length) {
  static final String HEADER = "x-amz-copy-source-range";

  private static final Pattern FORM = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{1,18})");

  static CopyRange whole(long size) {
    return new CopyRange(0, size);
  }

  /**
   * Reads the header.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} unless it is {@code bytes=first-last}
   */
  static CopyRange parse(String header) {
    Matcher form = FORM.matcher(header);
    if (form.matches()) {
      long first = Long.parseLong(form.group(1));
      long last = Long.parseLong(form.group(2));
      if (first <= last) {
        return new CopyRange(first, last - first + 1);
      }
    }
    throw invalid(
        "The x-amz-copy-source-range value must be of the form bytes=first-last where first and "
            + "last are the zero-based offsets of the first and last bytes to copy",
        header);
  }

  /**
   * Looks whether an object of {@code size} bytes has them.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} if not
   */
  CopyRange requireInside(long size) {
    if (offset + length > size) {
      throw invalid(
          "Range specified is not valid for source object of size: " + size,
          "bytes=%d-%d".formatted(offset, offset + length - 1));
    }
    return this;
  }

  private static S3Exception invalid(String message, String value) {
    return new S3Exception(S3Error.INVALID_ARGUMENT, message)
        .withDetail("ArgumentName", HEADER)
        .withDetail("ArgumentValue", value);
  }
}
