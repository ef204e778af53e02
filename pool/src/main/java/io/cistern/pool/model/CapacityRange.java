package io.cistern.pool.model;

/**
 * How large a volume must be and may be, as CSI asks it.
 *
 * @param required at least this; zero means the least the pool makes
 * @param limit at most this; zero means no limit
 */
public record CapacityRange(ByteSize required, ByteSize limit) {
  public static final CapacityRange ANY = new CapacityRange(ByteSize.ZERO, ByteSize.ZERO);

  public CapacityRange {
    if (!limit.isZero() && limit.compareTo(required) < 0) {
      throw new IllegalArgumentException(
          "limit_bytes " + limit.bytes() + " is below required_bytes " + required.bytes());
    }
  }

  public static CapacityRange atLeast(ByteSize required) {
    return new CapacityRange(required, ByteSize.ZERO);
  }

  public boolean contains(ByteSize size) {
    return size.compareTo(required) >= 0 && (limit.isZero() || size.compareTo(limit) <= 0);
  }
}
