package io.cistern.benchmarks.s3.load;

/**
 * One field of the table.
 *
 * @param operation what is asked
 * @param bytes of each object
 * @param clients at a time
 */
public record Cell(Operation operation, int bytes, int clients) {
  private static final int MEBIBYTE = 1 << 20;

  /** The size in words. */
  public String size() {
    return bytes < MEBIBYTE ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
  }

  /** Whether its objects are so large that they are removed at once. */
  boolean isLarge() {
    return bytes >= MEBIBYTE;
  }
}
