package io.cistern.s3.model;

/**
 * Bytes of one extent, the store's unit of immutable data.
 *
 * @param extent its number
 * @param offset of the first byte in the extent
 * @param length bytes, 1 or more
 */
public record Slice(long extent, long offset, long length) {
  public Slice {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException(
          "a slice lies inside its extent: offset=%d length=%d".formatted(offset, length));
    }
  }
}
