package io.cistern.linux.loop;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.Syscall;
import io.cistern.linux.mount.MountEntry;
import io.cistern.linux.mount.MountTable;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Detaching against others that have the device open. LOOP_CLR_FD on a device with another opener
 * returns success and only marks it: it goes when the last opener closes, which for a mounted one
 * is an unmount at any later time. So the device is claimed first (O_EXCL: EBUSY if it is mounted
 * or claimed, in any mount namespace), and when LOOP_CLR_FD leaves it attached, the mark is taken
 * back and EBUSY is the answer.
 *
 * <p>Openers that only look (udev, blkid, our own status calls) are gone in a moment: ours are kept
 * away by a lock in this process, others are waited for, 0.6 s at most. What remains: if this
 * process dies between LOOP_CLR_FD and taking the mark back, the device goes with its last opener.
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
        boolean refusesDiscard = LoopDiscard.isRefused(device);
        boolean detached = tryDetach(device, wanted);
        if (detached && refusesDiscard) {
          remove(device);
        }
        return detached;
      } catch (LinuxException e) {
        if (e.errno() != Errno.EBUSY) {
          throw e;
        }
        refuseIfMounted(device);
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(FIRST_PAUSE_NANOS << (attempt - 1));
      }
    }
  }

  private static boolean tryDetach(LoopDevice device, Predicate<LoopStatus> wanted) {
    try (Fd fd = LoopNode.open(device, OpenFlag.READ_ONLY, OpenFlag.EXCLUSIVE)) {
      Optional<LoopInfo> info = LoopInfo.read(fd);
      // what is attached cannot change while we have it open
      if (info.isEmpty() || !wanted.test(info.get().status())) {
        return false;
      }
      clear(device, fd);
      return true;
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENXIO) {
        return false;
      }
      throw e;
    }
  }

  private static void clear(LoopDevice device, Fd fd) {
    LOCK.writeLock().lock();
    try {
      Syscall.ioctl("LOOP_CLR_FD", fd, LOOP_CLR_FD, 0);
      Optional<LoopInfo> left = LoopInfo.read(fd);
      if (left.isPresent()) {
        left.get().clearAutoclear(fd);
        throw new LinuxException(
            Errno.EBUSY, "LOOP_CLR_FD", device.path().toString(), "open elsewhere");
      }
    } finally {
      LOCK.writeLock().unlock();
    }
  }

  /** The next file must not find a device that refuses discards. */
  private static void remove(LoopDevice device) {
    try (LoopControl control = new LoopControl()) {
      control.removeIfUnused(device);
    }
  }

  private static void refuseIfMounted(LoopDevice device) {
    String node = device.path().toString();
    DeviceNumber number = device.device();
    for (MountEntry mount : MountTable.read()) {
      // btrfs has device numbers of its own, so the source counts too
      if (mount.source().equals(node) || mount.device().equals(number)) {
        throw new LinuxException(
            Errno.EBUSY, "LOOP_CLR_FD", node, "mounted at " + mount.mountPoint());
      }
    }
  }
}
