package io.cistern.controller.request;

import io.cistern.controller.ControllerError;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;

/** Capacity ranges. */
public final class Sizes {
  private static final ByteSize DEFAULT_SIZE = ByteSize.ofGiB(1);

  private Sizes() {}

  /**
   * The size of a new blank volume: 1 GiB, or the limit if that is smaller, where nothing is
   * required.
   *
   * @throws ControllerError.Invalid if a bound is negative
   * @throws ControllerError.SizeOutOfRange if no size is within both
   */
  public static CapacityRange ofBlankVolume(io.cistern.protocol.csi.CapacityRange given) {
    CapacityRange range = of(given);
    if (!range.required().isZero()) {
      return range;
    }
    boolean limited = !range.limit().isZero() && range.limit().compareTo(DEFAULT_SIZE) < 0;
    return new CapacityRange(limited ? range.limit() : DEFAULT_SIZE, range.limit());
  }

  /**
   * The size of a copy: where nothing is required, that of its source.
   *
   * @throws ControllerError.Invalid if a bound is negative
   * @throws ControllerError.SizeOutOfRange if no size is within both
   */
  public static CapacityRange of(io.cistern.protocol.csi.CapacityRange given) {
    long required = given.getRequiredBytes();
    long limit = given.getLimitBytes();
    if (required < 0 || limit < 0) {
      throw new ControllerError.Invalid("capacity_range: a size is not negative");
    }
    if (limit != 0 && limit < required) {
      throw new ControllerError.SizeOutOfRange(
          "capacity_range: limit_bytes " + limit + " is below required_bytes " + required);
    }
    return new CapacityRange(new ByteSize(required), new ByteSize(limit));
  }

  /**
   * The wanted size of a volume that exists.
   *
   * @throws ControllerError.Invalid if none is given, or a bound is negative
   * @throws ControllerError.SizeOutOfRange if no size is within both
   */
  public static CapacityRange toGrowTo(io.cistern.protocol.csi.CapacityRange given) {
    CapacityRange range = of(given);
    if (range.equals(CapacityRange.ANY)) {
      throw new ControllerError.Invalid("capacity_range is required");
    }
    return range;
  }
}
