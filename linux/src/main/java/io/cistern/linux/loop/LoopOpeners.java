package io.cistern.linux.loop;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.Syscall;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Detaching against others that have the device open. LOOP_CLR_FD on a device with another opener
 * returns success and only marks it: it goes when the last opener closes, which for a mounted one
 * is an unmount at any later time. So the device is claimed first (O_EXCL: EBUSY if it is mounted
 * or claimed), and when LOOP_CLR_FD leaves it attached, the mark is taken back and EBUSY is the
 * answer.
 *
 * <p>Openers that only look (udev, blkid, our own status calls) are gone in a moment: ours are kept
 * away by a lock in this process, others are waited for, 0.6 s at most. One that opens between the
 * mark and its taking back, and closes last, sees the device go: nobody used it then.
 */
final class LoopOpeners {

  private static final long LOOP_CLR_FD = 0x4c01L;
  private static final int ATTEMPTS = 6;
  private static final long FIRST_PAUSE_NANOS = 20_000_000;

  private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();

  private LoopOpeners() {}

  /** Opens a device for a moment, while this process detaches none. */
  static <T> T look(Supplier<T> action) {
    LOCK.readLock().lock();
    try {
      return action.get();
    } finally {
      LOCK.readLock().unlock();
    }
  }

  /**
   * @return false if the device was free, or attached to something not wanted
   */
  static boolean detach(LoopDevice device, Predicate<LoopStatus> wanted) {
    for (int attempt = 1; ; attempt++) {
      try {
        return tryDetach(device, wanted);
      } catch (LinuxException e) {
        if (e.errno() != Errno.EBUSY || attempt == ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(FIRST_PAUSE_NANOS << (attempt - 1));
      }
    }
  }

  private static boolean tryDetach(LoopDevice device, Predicate<LoopStatus> wanted) {
    LOCK.writeLock().lock();
    try (Fd fd = Fd.open(device.path(), OpenFlag.READ_ONLY, OpenFlag.EXCLUSIVE)) {
      Optional<LoopInfo> info = LoopInfo.read(fd);
      if (info.isEmpty() || !wanted.test(info.get().status())) {
        return false;
      }
      Syscall.ioctl("LOOP_CLR_FD", fd, LOOP_CLR_FD, 0);
      Optional<LoopInfo> left = LoopInfo.read(fd);
      if (left.isPresent()) {
        left.get().clearAutoclear(fd);
        throw new LinuxException(
            Errno.EBUSY, "LOOP_CLR_FD", device.path().toString(), "open elsewhere");
      }
      return true;
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENXIO || e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    } finally {
      LOCK.writeLock().unlock();
    }
  }
}
