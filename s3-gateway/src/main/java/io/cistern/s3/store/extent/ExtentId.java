package io.cistern.s3.store.extent;

/**
 * The numbers of extents: a sequence number and, in the lowest bit, whether the bytes lie in a file
 * or in the key-value store. Never used twice.
 */
public final class ExtentId {
  private ExtentId() {}

  /** The extent of sequence number {@code sequence} that is a file. */
  public static long file(long sequence) {
    return sequence << 1 | 1;
  }

  /** The extent of sequence number {@code sequence} that lies in the key-value store. */
  public static long inline(long sequence) {
    return sequence << 1;
  }

  public static boolean isFile(long extent) {
    return (extent & 1) == 1;
  }

  public static long sequence(long extent) {
    return extent >>> 1;
  }
}
