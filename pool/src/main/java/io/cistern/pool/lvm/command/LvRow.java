package io.cistern.pool.lvm.command;

import io.cistern.pool.model.ByteSize;
import java.util.List;

/**
 * A logical volume in a report, and the volume group it is in.
 *
 * @param name its name
 * @param uuid its identity, as LVM writes it
 * @param size its size
 * @param tags its tags
 * @param attributes as {@code lvs} abbreviates them
 * @param pool the thin pool it is in; empty for none
 * @param group of the volume group, as in every row of one report
 */
public record LvRow(
    String name,
    String uuid,
    ByteSize size,
    List<String> tags,
    String attributes,
    String pool,
    VgRow group) {

  public LvRow {
    tags = List.copyOf(tags);
  }

  public boolean isThinPool() {
    return attributes.startsWith("t");
  }

  /** Whether a thin pool gives out its blocks zeroed. */
  public boolean zeroes() {
    return attributes.length() > 7 && attributes.charAt(7) == 'z';
  }

  public boolean isThin() {
    return attributes.startsWith("V");
  }

  public boolean isActive() {
    return attributes.length() > 4 && attributes.charAt(4) == 'a';
  }
}
