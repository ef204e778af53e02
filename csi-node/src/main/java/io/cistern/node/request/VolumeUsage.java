package io.cistern.node.request;

import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Condition;
import java.util.Optional;

/**
 * NodeGetVolumeStats.
 *
 * @param usage what is used, or empty where the device or its filesystem cannot say any more
 * @param condition how the volume fares
 */
public record VolumeUsage(Optional<Usage> usage, Condition condition) {

  /** Of what a volume has so and so much. */
  public sealed interface Usage {
    /**
     * A raw volume.
     *
     * @param size of the device
     */
    record Device(ByteSize size) implements Usage {}

    /**
     * A filesystem.
     *
     * @param bytes its space
     * @param inodes its files
     */
    record Files(Amount bytes, Amount inodes) implements Usage {}
  }

  /**
   * What statfs counts.
   *
   * @param total all of it
   * @param used taken
   * @param available to unprivileged users
   */
  public record Amount(long total, long used, long available) {}
}
