package io.cistern.pool.model;

import java.nio.charset.StandardCharsets;

/**
 * The name a client gives to a volume, a snapshot or a group: the key of an idempotent create. Any
 * Unicode but control characters, at most 128 bytes of UTF-8; never used as a file name.
 *
 * @param value the name as given
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#size-limits">CSI
 *     size limits</a>
 */
public record EntityName(String value) {
  public static final int MAX_BYTES = 128;

  public EntityName {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a name is required");
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException("a name has at most " + MAX_BYTES + " bytes of UTF-8");
    }
    if (value.codePoints().anyMatch(EntityName::isRefused)) {
      throw new IllegalArgumentException("a name has no control characters");
    }
  }

  private static boolean isRefused(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  @Override
  public String toString() {
    return value;
  }
}
