package io.cistern.pool;

import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.Condition;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import java.util.Map;
import java.util.Optional;

/** The volumes of a pool. See {@link Pool} for what holds of every method. */
public interface Volumes {

  /**
   * Makes a volume, or returns the one this request made before. The size is the required size,
   * raised to the least the filesystem and the source need, rounded up to 4 KiB.
   *
   * @throws PoolError.AlreadyExists if the name is taken by a different request
   * @throws PoolError.NotFound if the source does not exist
   * @throws PoolError.Invalid if the source cannot be used for this request
   * @throws PoolError.SizeOutOfRange if no size fits the range, or none the pool could ever hold
   * @throws PoolError.OutOfSpace if the pool cannot hold it now
   */
  Volume create(VolumeSpec spec);

  Optional<Volume> find(VolumeId id);

  /**
   * Volumes in ascending order of their uuids.
   *
   * @param after start after this one, which need not exist; empty for the first page
   * @param limit at most so many, 1 or more
   */
  Page<Volume> list(Optional<VolumeId> after, int limit);

  /**
   * Removes a volume and frees what only it uses; its snapshots live on. Absent is success.
   *
   * @throws PoolError.Precondition if it is attached
   */
  void delete(VolumeId id);

  /**
   * Makes a volume at least the required size, keeping its bytes; new bytes read as zeros. A volume
   * that is large enough stays as it is. An attached device keeps its old size until {@link
   * Attachments#grow}.
   *
   * @throws PoolError.NotFound if there is no such volume
   * @throws PoolError.SizeOutOfRange if it is larger than the limit already, or can never be that
   *     large
   * @throws PoolError.OutOfSpace if the pool cannot hold the promise
   */
  Volume expand(VolumeId id, CapacityRange range);

  /**
   * Changes mutable parameters: {@code provisioning} ({@code thin} or {@code thick}), and those of
   * {@link io.cistern.pool.model.IoLimits}, which the pool only keeps. Absent keys change nothing.
   * All or none.
   *
   * @throws PoolError.NotFound if there is no such volume
   * @throws PoolError.Invalid for an unknown key or value
   * @throws PoolError.OutOfSpace if the pool cannot promise a thick volume its space
   */
  Volume modify(VolumeId id, Map<String, String> parameters);

  /**
   * Records what the volume holds now. Never goes back to blank.
   *
   * @throws PoolError.NotFound if there is no such volume
   * @throws PoolError.Precondition if {@code formatting} is blank and the record is not
   */
  Volume recordFormatting(VolumeId id, Formatting formatting);

  /**
   * Looks at the volume: its data present and of the recorded size, its device present if attached,
   * the pool not nearly full.
   *
   * @throws PoolError.NotFound if there is no such volume
   */
  Condition condition(VolumeId id);
}
