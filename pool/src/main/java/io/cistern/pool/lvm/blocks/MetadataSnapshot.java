package io.cistern.pool.lvm.blocks;

import io.cistern.linux.Errno;
import io.cistern.linux.LinuxException;
import io.cistern.linux.mapper.DeviceMapper;
import io.cistern.pool.model.PoolError;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/**
 * The metadata of a thin pool as of one moment, which the kernel keeps for a reader while the pool
 * goes on. A pool has one at most, it outlives whoever asked for it and even the machine's restart.
 *
 * @see <a
 *     href="https://docs.kernel.org/admin-guide/device-mapper/thin-provisioning.html#pool-messages">thin
 *     provisioning, messages</a>
 */
public final class MetadataSnapshot implements AutoCloseable {
  private static final Logger LOG = System.getLogger(MetadataSnapshot.class.getName());

  private final String pool;
  private final Path device;

  private MetadataSnapshot(String pool, Path device) {
    this.pool = pool;
    this.device = device;
  }

  /**
   * Has the kernel keep one. Everything that LVM has done before is in it.
   *
   * @param pool the uuid of the thin pool's device
   * @throws PoolError.Busy if somebody else has one
   */
  public static MetadataSnapshot reserve(String pool) {
    String table =
        DeviceMapper.table(pool)
            .orElseThrow(() -> new PoolError.Precondition("the thin pool is not active"));
    Path device = metadataDevice(table);
    try {
      DeviceMapper.message(pool, "reserve_metadata_snap");
    } catch (LinuxException e) {
      if (e.errno() == Errno.EBUSY) {
        throw new PoolError.Busy(
            "another program reads the thin pool's metadata; retry, or restart the node service,"
                + " which ends that");
      }
      throw e;
    }
    return new MetadataSnapshot(pool, device);
  }

  /** The first word of a thin pool's table. */
  private static Path metadataDevice(String table) {
    String number = table.split(" ", 2)[0];
    try {
      int colon = number.indexOf(':');
      int minor = Integer.parseInt(number.substring(colon + 1));
      return Path.of("/dev/dm-" + minor);
    } catch (NumberFormatException e) {
      throw new PoolError.Corrupt("not the table of a thin pool: " + table, e);
    }
  }

  /** The device that it is on. */
  public Path device() {
    return device;
  }

  /**
   * Gives up the one that whoever owned the pool before has left, if there is one.
   *
   * @return whether there was
   */
  public static boolean release(String pool) {
    try {
      DeviceMapper.message(pool, "release_metadata_snap");
      return true;
    } catch (LinuxException e) {
      if (e.errno() == Errno.EINVAL) {
        return false;
      }
      throw e;
    }
  }

  /** Gives it up. Where that fails the next open of the pool does it. */
  @Override
  public void close() {
    try {
      release(pool);
    } catch (LinuxException e) {
      LOG.log(Level.WARNING, "cannot release the snapshot of the thin pool's metadata", e);
    }
  }
}
