package io.cistern.pool.freeze;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The device of a volume that is to be cut.
 *
 * @param device the block device
 * @param layer the uuid of the device in the device mapper, if it is to be suspended where no
 *     filesystem is mounted from it; empty if it is flushed then
 */
public record Attached(Path device, Optional<String> layer) {

  /** One whose writers cannot be held, or need not be. */
  public static Attached flushed(Path device) {
    return new Attached(device, Optional.empty());
  }
}
