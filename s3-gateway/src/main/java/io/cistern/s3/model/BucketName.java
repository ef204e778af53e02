package io.cistern.s3.model;

import java.util.List;

/**
 * The name of a bucket, by the rules for general purpose buckets: 3 to 63 of lower case letters,
 * digits, hyphens and dots, a letter or digit at both ends, no two dots together, nothing that
 * looks like an IPv4 address, none of the reserved prefixes and suffixes.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">AWS:
 *     bucket naming rules</a>
 */
public record BucketName(String value) implements Comparable<BucketName> {
  private static final List<String> RESERVED_PREFIXES = List.of("xn--", "sthree-", "amzn-s3-demo-");
  private static final List<String> RESERVED_SUFFIXES =
      List.of("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3");

  /**
   * @throws IllegalArgumentException if it is not a legal name
   */
  public BucketName {
    if (!isLegal(value)) {
      throw new IllegalArgumentException("not a bucket name: " + value);
    }
  }

  /** Whether {@code value} may be the name of a bucket. */
  public static boolean isLegal(String value) {
    return value.length() >= 3
        && value.length() <= 63
        && isWritten(value)
        && !isAddress(value)
        && RESERVED_PREFIXES.stream().noneMatch(value::startsWith)
        && RESERVED_SUFFIXES.stream().noneMatch(value::endsWith);
  }

  /** By hand, as every request names a bucket. */
  private static boolean isWritten(String value) {
    char before = '.';
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!isAlphanumeric(c) && c != '-' && c != '.' || c == '.' && before == '.') {
        return false;
      }
      before = c;
    }
    return isAlphanumeric(value.charAt(0)) && isAlphanumeric(before);
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }

  private static boolean isAddress(String value) {
    int dots = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '.') {
        dots++;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return dots == 3;
  }

  @Override
  public int compareTo(BucketName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
