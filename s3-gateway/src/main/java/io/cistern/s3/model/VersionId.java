package io.cistern.s3.model;

import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Names one version of a key. {@code null} (the four letters) is the version written while
 * versioning was off or suspended; any other is opaque to clients.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html">AWS:
 *     how versioning works</a>
 */
public record VersionId(String value) {
  /** The version written while versioning was off or suspended. */
  public static final VersionId NULL = new VersionId("null");

  /** The id of the version written as number {@code sequence}. */
  public static VersionId of(long sequence) {
    return new VersionId(HexFormat.of().toHexDigits(sequence));
  }

  public boolean isNull() {
    return equals(NULL);
  }

  /** The number of the version; empty for the null version and for text that names no version. */
  public OptionalLong sequence() {
    if (value.length() != 16 || !value.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      return OptionalLong.empty();
    }
    long sequence = Long.parseUnsignedLong(value, 16);
    return value.equals(HexFormat.of().toHexDigits(sequence))
        ? OptionalLong.of(sequence)
        : OptionalLong.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
