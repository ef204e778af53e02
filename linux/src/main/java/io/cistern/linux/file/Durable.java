package io.cistern.linux.file;

import io.cistern.linux.Fd;
import io.cistern.linux.OpenFlag;
import java.nio.file.Path;

/**
 * Makes what was written survive a power cut. A new, renamed or removed name is durable only when
 * its directory was synced.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/fsync.2.html">fsync(2)</a>
 */
public final class Durable {

  private Durable() {}

  /** Returns when the data and metadata of a file are durable. Its name is not. */
  public static void syncFile(Path file) {
    try (Fd fd = Fd.open(file, OpenFlag.READ_ONLY)) {
      fd.fsync();
    }
  }

  /** Returns when the entries of a directory are durable. */
  public static void syncDirectory(Path directory) {
    try (Fd fd = Fd.openDirectory(directory)) {
      fd.fsync();
    }
  }
}
