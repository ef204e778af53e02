package io.cistern.pool.lvm.command;

import io.cistern.pool.model.ByteSize;

/**
 * A volume group in a report.
 *
 * @param name its name
 * @param uuid its identity, as LVM writes it
 * @param extentSize what sizes are multiples of
 * @param size all its space
 * @param free what no logical volume has
 */
public record VgRow(String name, String uuid, ByteSize extentSize, ByteSize size, ByteSize free) {

  /** How the uuids of the devices of its logical volumes begin. */
  public String devicePrefix() {
    return "LVM-" + uuid.replace("-", "");
  }
}
