package io.cistern.pool.loop;

import io.cistern.linux.Fd;
import io.cistern.linux.filesystem.FilesystemStatus;
import java.nio.file.Path;

/**
 * When the filesystem of a pool counts what was allocated and freed. XFS does at once; btrfs when
 * it commits, by itself every 30 seconds: until then space that is promised already looks free, and
 * space that is free looks taken.
 *
 * @param directory on the filesystem
 * @param late whether it counts when it commits
 */
record SpaceCount(Path directory, boolean late) {

  static SpaceCount on(Path directory) {
    return new SpaceCount(
        directory, FilesystemStatus.of(directory).type() == FilesystemStatus.BTRFS);
  }

  /** Has it count now; costs nothing where it has. */
  void settle() {
    if (late) {
      try (Fd fd = Fd.openDirectory(directory)) {
        fd.syncFilesystem();
      }
    }
  }
}
