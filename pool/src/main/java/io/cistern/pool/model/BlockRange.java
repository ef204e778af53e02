package io.cistern.pool.model;

/**
 * A run of bytes of a volume or a snapshot, as its users see it.
 *
 * @param offset where it begins, in bytes
 * @param length how many bytes, 1 or more
 */
public record BlockRange(long offset, long length) {
  public BlockRange {
    if (offset < 0 || length < 1 || offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException("not a range: " + length + " bytes at " + offset);
    }
  }

  /** The first byte after it. */
  public long end() {
    return offset + length;
  }
}
