package io.cistern.linux.filesystem;

import io.cistern.linux.Fd;
import io.cistern.linux.Syscall;

/**
 * Holds every write to a filesystem back. Freezing returns when what was written is durable and
 * consistent on the device. A freeze outlives the process that made it: whoever freezes must see to
 * it that someone thaws.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/fsfreeze.8.html">fsfreeze(8)</a>
 */
public final class FilesystemFreeze {

  private static final long FIFREEZE = 0xc0045877L;
  private static final long FITHAW = 0xc0045878L;

  private FilesystemFreeze() {}

  /**
   * Freezes the filesystem of an open file or directory.
   *
   * @throws io.cistern.linux.LinuxException EBUSY if it is frozen already, EOPNOTSUPP if it cannot
   *     be
   */
  public static void freeze(Fd directory) {
    Syscall.ioctl("FIFREEZE", directory, FIFREEZE, 0);
  }

  /**
   * Lets writes go on.
   *
   * @throws io.cistern.linux.LinuxException EINVAL if it is not frozen
   */
  public static void thaw(Fd directory) {
    Syscall.ioctl("FITHAW", directory, FITHAW, 0);
  }
}
