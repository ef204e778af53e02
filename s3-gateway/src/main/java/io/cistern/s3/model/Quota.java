package io.cistern.s3.model;

/**
 * The most a bucket may hold.
 *
 * @param bytes as {@link Usage#bytes}; {@link Long#MAX_VALUE} for no limit
 * @param objects as {@link Usage#objects}; {@link Long#MAX_VALUE} for no limit
 */
public record Quota(long bytes, long objects) {
  public static final Quota NONE = new Quota(Long.MAX_VALUE, Long.MAX_VALUE);

  public Quota {
    if (bytes < 0 || objects < 0) {
      throw new IllegalArgumentException("a quota is not negative");
    }
  }

  /**
   * Whether a bucket may come from {@code before} to {@code after}: what is over the quota may
   * shrink, and not grow.
   */
  public boolean allows(Usage before, Usage after) {
    return (after.bytes() <= bytes || after.bytes() <= before.bytes())
        && (after.objects() <= objects || after.objects() <= before.objects());
  }
}
