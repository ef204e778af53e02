package io.cistern.cli.text;

import io.cistern.pool.model.ByteSize;

/** How full something is, in twenty characters: {@code [######..............] 30 %}. */
public final class CapacityBar {
  private static final int LENGTH = 20;

  private CapacityBar() {}

  /** The bar; empty brackets for nothing of nothing. */
  public static String of(ByteSize used, ByteSize total) {
    double share = total.isZero() ? 0 : Math.min(1.0, (double) used.bytes() / total.bytes());
    int marks = (int) Math.round(share * LENGTH);
    return "[%s%s] %3d %%"
        .formatted("#".repeat(marks), ".".repeat(LENGTH - marks), Math.round(share * 100));
  }
}
