package io.cistern.linux.loop;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.Syscall;
import io.cistern.linux.block.BlockDevice;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A loop device of the kernel, attached or not.
 *
 * @param number as in {@code /dev/loop3}
 * @see <a href="https://man7.org/linux/man-pages/man4/loop.4.html">loop(4)</a>
 */
public record LoopDevice(int number) {

  private static final long LOOP_SET_CAPACITY = 0x4c07L;
  private static final long LOOP_SET_DIRECT_IO = 0x4c08L;

  /** Numbers are not negative. */
  public LoopDevice {
    if (number < 0) {
      throw new IllegalArgumentException("negative loop device " + number);
    }
  }

  /** The device node. */
  public Path path() {
    return Path.of("/dev/loop" + number);
  }

  /** The number by which mountinfo names a filesystem on it. */
  public DeviceNumber device() {
    return BlockDevice.deviceNumber(path());
  }

  /** What it is attached to; empty if it is free or does not exist. */
  public Optional<LoopStatus> status() {
    return LoopOpeners.look(
        () -> {
          try (Fd fd = LoopNode.open(this, OpenFlag.READ_ONLY)) {
            return LoopInfo.read(fd).map(LoopInfo::status);
          } catch (LinuxException e) {
            if (e.errno() == Errno.ENXIO) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** Gives the device the present size of its file. Data in use stays. */
  public void setCapacity() {
    LoopOpeners.look(() -> ioctl("LOOP_SET_CAPACITY", LOOP_SET_CAPACITY, 0));
  }

  /**
   * Bypasses the page cache for the file, or not.
   *
   * @throws LinuxException EINVAL where the file's filesystem cannot
   */
  public void setDirectIo(boolean direct) {
    LoopOpeners.look(() -> ioctl("LOOP_SET_DIRECT_IO", LOOP_SET_DIRECT_IO, direct ? 1 : 0));
  }

  /**
   * Makes the device refuse discards, and write zeroes where it would punch holes, so that no
   * filesystem on it gives back space its file was promised. The kernel keeps this for the device's
   * next file; detaching here therefore removes the device, and attaching here never gives out one
   * that was left so.
   */
  public void disableDiscard() {
    LoopDiscard.refuse(this);
  }

  /**
   * Takes its file away. A free device is success.
   *
   * @throws LinuxException EBUSY if it is mounted, claimed or open; it stays attached
   * @see LoopOpeners
   */
  public void detach() {
    LoopOpeners.detach(this, status -> true);
  }

  /**
   * Takes its file away, if that is the file it has. The device may have been freed and attached
   * anew since it was looked up; the check and the detaching are one.
   *
   * @param backingDevice the filesystem of the file
   * @param backingInode its inode
   * @return false if it is free or attached to something else
   * @throws LinuxException EBUSY if it is mounted, claimed or open; it stays attached
   */
  public boolean detachFrom(DeviceNumber backingDevice, long backingInode) {
    return LoopOpeners.detach(
        this,
        status ->
            status.backingInode() == backingInode && status.backingDevice().equals(backingDevice));
  }

  private boolean ioctl(String name, long request, long argument) {
    try (Fd fd = LoopNode.open(this, OpenFlag.READ_ONLY)) {
      Syscall.ioctl(name, fd, request, argument);
      return true;
    }
  }
}
