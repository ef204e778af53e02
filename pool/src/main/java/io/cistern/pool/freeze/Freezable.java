package io.cistern.pool.freeze;

import java.nio.file.Path;

/** What can be kept from being written until it is told otherwise, whoever writes it. */
sealed interface Freezable extends AutoCloseable permits MountedFilesystem, MappedLayer {

  /** The block device. */
  Path device();

  /**
   * Keeps it still. Everything written before is below the device.
   *
   * @return false if somebody else keeps it still: it is theirs to let go
   */
  boolean freeze();

  /**
   * Lets it go.
   *
   * @return false if it was not still
   */
  boolean thaw();

  @Override
  void close();
}
