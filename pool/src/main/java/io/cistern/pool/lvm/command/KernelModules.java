package io.cistern.pool.lvm.command;

import io.cistern.linux.mapper.DeviceMapper;
import io.cistern.pool.model.PoolError;

/**
 * What the machine's kernel has to have. LVM makes a volume group without any of it, and only fails
 * at the thin pool, so it is looked for before the first command.
 */
public final class KernelModules {
  static final String REMEDY =
      "load them on the machine, from which containers have their kernel: modprobe -a dm-thin-pool"
          + " dm-snapshot (and name both in /etc/modules-load.d, for the next boot); a kernel that"
          + " lacks them can have loop pools";

  private KernelModules() {}

  /**
   * @throws PoolError.Precondition if there is no device mapper, with the remedy
   */
  public static void requireDeviceMapper() {
    if (!DeviceMapper.isAvailable()) {
      throw new PoolError.Precondition(
          "this kernel has no device mapper, or /dev/mapper/control cannot be opened, and LVM pools"
              + " need it and its targets thin-pool and snapshot; "
              + REMEDY);
    }
  }
}
