package io.cistern.linux.loop;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.Syscall;
import io.cistern.linux.libc.Libc;
import java.nio.file.Path;

/**
 * {@code /dev/loop-control}: which devices there are.
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/loop.4.html">loop(4)</a>
 */
final class LoopControl implements AutoCloseable {

  private static final Path CONTROL = Path.of("/dev/loop-control");
  private static final long LOOP_CTL_REMOVE = 0x4c81L;
  private static final long LOOP_CTL_GET_FREE = 0x4c82L;

  private final Fd fd = Fd.open(CONTROL, OpenFlag.READ_WRITE);

  /** A device that is free now, made if there is none; others may be given the same. */
  LoopDevice free() {
    int number = fd.number();
    return new LoopDevice(
        (int)
            Syscall.call(
                "LOOP_CTL_GET_FREE", CONTROL, () -> Libc.ioctl(number, LOOP_CTL_GET_FREE, 0)));
  }

  /** Takes a device out of the kernel, unless someone uses it or it is gone. */
  void removeIfUnused(LoopDevice device) {
    try {
      Syscall.ioctl("LOOP_CTL_REMOVE", fd, LOOP_CTL_REMOVE, device.number());
    } catch (LinuxException e) {
      if (e.errno() != Errno.EBUSY && e.errno() != Errno.ENODEV) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
