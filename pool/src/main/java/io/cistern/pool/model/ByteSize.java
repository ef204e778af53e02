package io.cistern.pool.model;

/**
 * A size or an amount of space, in bytes. Never negative.
 *
 * @param bytes the number of bytes, 0 or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  public static final ByteSize ZERO = new ByteSize(0);
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + bytes);
    }
  }

  public static ByteSize ofKiB(long kibibytes) {
    return new ByteSize(Math.multiplyExact(kibibytes, 1L << 10));
  }

  public static ByteSize ofMiB(long mebibytes) {
    return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
  }

  public static ByteSize ofGiB(long gibibytes) {
    return new ByteSize(Math.multiplyExact(gibibytes, 1L << 30));
  }

  public ByteSize plus(ByteSize other) {
    return new ByteSize(Math.addExact(bytes, other.bytes));
  }

  /** The difference, or zero where {@code other} is larger. */
  public ByteSize minusOrZero(ByteSize other) {
    return other.bytes >= bytes ? ZERO : new ByteSize(bytes - other.bytes);
  }

  /**
   * The least multiple of {@code granule} that is not smaller.
   *
   * @throws ArithmeticException if that is past 2^63-1
   */
  public ByteSize roundUpTo(ByteSize granule) {
    long remainder = bytes % granule.bytes;
    return remainder == 0 ? this : new ByteSize(Math.addExact(bytes, granule.bytes - remainder));
  }

  public boolean isZero() {
    return bytes == 0;
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** For people: {@code 1.5 GiB}. */
  @Override
  public String toString() {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return value == Math.rint(value)
        ? "%d %s".formatted((long) value, UNITS[unit])
        : "%.1f %s".formatted(value, UNITS[unit]);
  }
}
