package io.cistern.s3.model;

import java.util.Arrays;

/**
 * The name of an object in its bucket: 1 to 1,024 bytes of UTF-8, any of them, never normalised. A
 * key is not a path: {@code a}, {@code a/}, {@code a//b} and {@code ..} are four keys. Keys are
 * ordered by their bytes, which is not the order of {@link String}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html">AWS: object
 *     keys</a>
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
  /** The longest key, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1024;

  /**
   * @throws IllegalArgumentException if it is empty, too long or not encodable
   */
  public ObjectKey {
    int length = Utf8.length(value);
    if (length == 0 || length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a key has 1 to %d bytes, not %d".formatted(MAX_BYTES, length));
    }
  }

  /** The UTF-8 bytes, a fresh array. */
  public byte[] bytes() {
    return Utf8.encode(value);
  }

  @Override
  public int compareTo(ObjectKey other) {
    return Arrays.compareUnsigned(bytes(), other.bytes());
  }

  @Override
  public String toString() {
    return value;
  }
}
