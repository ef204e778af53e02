package io.cistern.cli.command;

import io.cistern.linux.mount.MountTable;
import io.cistern.pool.loop.image.PoolImage;
import java.nio.file.Path;

/** Takes a pool's image down again at the end, unless it was up before. */
final class MountedMeanwhile implements AutoCloseable {
  private final Path directory;
  private final boolean before;

  MountedMeanwhile(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
    this.before = MountTable.read().at(this.directory).isPresent();
  }

  @Override
  public void close() {
    if (!before) {
      PoolImage.unmount(directory);
    }
  }
}
