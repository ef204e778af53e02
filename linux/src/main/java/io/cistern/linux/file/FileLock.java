package io.cistern.linux.file;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.Syscall;
import io.cistern.linux.libc.Libc;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An exclusive advisory lock between processes, and between holders in one process. The kernel
 * drops it when the holder dies, however it dies. The file stays.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/flock.2.html">flock(2)</a>
 */
public final class FileLock implements AutoCloseable {

  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;

  private final Fd fd;

  private FileLock(Fd fd) {
    this.fd = fd;
  }

  /** Takes the lock of a file, made with mode 0600 if absent; empty if someone holds it. */
  public static Optional<FileLock> tryLock(Path file) {
    Fd fd = Fd.open(file, OpenFlag.READ_WRITE, OpenFlag.CREATE);
    try {
      int number = fd.number();
      Syscall.call("flock", file, () -> Libc.flock(number, LOCK_EX | LOCK_NB));
      return Optional.of(new FileLock(fd));
    } catch (LinuxException e) {
      fd.close();
      if (e.errno() == Errno.EAGAIN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Lets go of the lock. */
  @Override
  public void close() {
    fd.close();
  }
}
