package io.cistern.pool;

import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.VolumeId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The block devices through which this node reaches volumes. Nothing is recorded: what is attached
 * is read from the kernel, by the identity of the backing data and never by a device's name. See
 * {@link Pool} for what holds of every method.
 */
public interface Attachments {

  /**
   * Gives a volume a block device of its current size, or returns the one it has.
   *
   * @return the device, such as {@code /dev/loop3}
   * @throws PoolError.NotFound if there is no such volume
   */
  Path attach(VolumeId id);

  /** The device of a volume, if it is attached. */
  Optional<Path> find(VolumeId id);

  /** Every attached volume of this pool and its device. */
  Map<VolumeId, Path> list();

  /**
   * Gives the attached device the volume's current size.
   *
   * @throws PoolError.Precondition if it is not attached
   */
  void grow(VolumeId id);

  /**
   * Takes the device away. Not attached is success.
   *
   * @throws PoolError.Precondition if it is still open or mounted; the device stays attached
   */
  void detach(VolumeId id);
}
