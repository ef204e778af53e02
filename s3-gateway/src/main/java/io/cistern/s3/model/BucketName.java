package io.cistern.s3.model;

import java.util.regex.Pattern;

/**
 * The name of a bucket, by the rules for general purpose buckets: 3 to 63 of lower case letters,
 * digits, hyphens and dots, a letter or digit at both ends, no two dots together, nothing that
 * looks like an IPv4 address, none of the reserved prefixes and suffixes.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">AWS:
 *     bucket naming rules</a>
 */
public record BucketName(String value) implements Comparable<BucketName> {
  private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern ADDRESS = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+");
  private static final Pattern RESERVED =
      Pattern.compile(
          "(xn--|sthree-|amzn-s3-demo-).*|.*(-s3alias|--ol-s3|\\.mrap|--x-s3|--table-s3)");

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
    return LEGAL.matcher(value).matches()
        && !value.contains("..")
        && !ADDRESS.matcher(value).matches()
        && !RESERVED.matcher(value).matches();
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
