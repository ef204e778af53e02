package io.cistern.linux.loop;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.Syscall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The loop devices of the kernel, those of other programs included.
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/loop.4.html">loop(4)</a>
 */
public final class LoopDevices {

  private static final System.Logger LOG = System.getLogger(LoopDevices.class.getName());

  /** Every block device that has a size, and no other: a loop device has none while detached. */
  private static final Path ATTACHED = Path.of("/proc/partitions");

  private static final Pattern LISTED = Pattern.compile("[ 0-9]+ loop(?<number>[0-9]+)");
  private static final long LOOP_CONFIGURE = 0x4c0aL;
  private static final long BLKROSET = 0x125dL;
  private static final int CONFIG_SIZE = 304;
  private static final int CONFIG_FD = 0;
  private static final int CONFIG_BLOCK_SIZE = 4;
  private static final int CONFIG_INFO = 8;
  private static final int ATTEMPTS = 200;
  private static final long PAUSE_NANOS = 1_000_000;

  private LoopDevices() {}

  /**
   * Attaches a file to a free device, which is complete when this returns. A file can be attached
   * twice; whoever must not do that looks first, under a lock of his own.
   *
   * @throws LinuxException EBUSY if others took every free device first, many times over
   */
  public static LoopDevice attach(Path backing, LoopOptions options) {
    OpenFlag mode = options.readOnly() ? OpenFlag.READ_ONLY : OpenFlag.READ_WRITE;
    try (LoopControl control = new LoopControl();
        Fd file = Fd.open(backing, mode)) {
      ByteBuffer configuration = configuration(file, options);
      for (int attempt = 1; ; attempt++) {
        LoopDevice device = control.free();
        try {
          configure(device, mode, configuration);
          if (!LoopDiscard.isRefused(device) || attempt == ATTEMPTS || !isGivenBack(device)) {
            return device;
          }
        } catch (LinuxException e) {
          // someone was given the same free device and was quicker, or let it go again just now
          boolean taken = e.errno() == Errno.EBUSY || e.errno() == Errno.ENXIO;
          if (!taken || attempt == ATTEMPTS) {
            throw e;
          }
          LOG.log(System.Logger.Level.DEBUG, "loop device taken, trying again device={0}", device);
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  /**
   * Detaches a device that an earlier user left refusing discards, which takes it out of the
   * kernel. If someone has it open already it is kept: it works, and the file only gives no space
   * back.
   */
  private static boolean isGivenBack(LoopDevice device) {
    try {
      device.detach();
      return true;
    } catch (LinuxException e) {
      if (e.errno() == Errno.EBUSY) {
        return false;
      }
      throw e;
    }
  }

  private static void configure(LoopDevice device, OpenFlag mode, ByteBuffer configuration) {
    try (Fd fd = LoopNode.open(device, mode)) {
      Syscall.ioctl("LOOP_CONFIGURE", fd, LOOP_CONFIGURE, configuration);
      if (mode == OpenFlag.READ_WRITE) {
        // a mark that an earlier user left (blockdev --setro) outlives the detaching
        Syscall.ioctl("BLKROSET", fd, BLKROSET, Syscall.structure(Integer.BYTES));
      }
    }
  }

  /**
   * The devices that are attached to something, by number; without those of empty files, which have
   * no blocks. It takes no longer for the devices that the kernel keeps for later, which may be
   * hundreds.
   */
  public static List<LoopDevice> list() {
    try (Stream<String> lines = Files.lines(ATTACHED, StandardCharsets.US_ASCII)) {
      return lines
          .map(LISTED::matcher)
          .filter(Matcher::matches)
          .map(listed -> new LoopDevice(Integer.parseInt(listed.group("number"))))
          .sorted(Comparator.comparingInt(LoopDevice::number))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new LinuxException(Errno.EIO, "read", ATTACHED.toString(), String.valueOf(e));
    }
  }

  /** The devices attached to a file, found by its device and inode, by number. */
  public static List<LoopDevice> findAllByBackingFile(Path backing) {
    return backedBy(FileStatus.of(backing)).toList();
  }

  /** The first device attached to a file, found by its device and inode. */
  public static Optional<LoopDevice> findByBackingFile(Path backing) {
    return backedBy(FileStatus.of(backing)).findFirst();
  }

  private static Stream<LoopDevice> backedBy(FileStatus file) {
    return list().stream()
        .filter(device -> device.status().filter(status -> status.isBackedBy(file)).isPresent());
  }

  private static ByteBuffer configuration(Fd file, LoopOptions options) {
    ByteBuffer config =
        Syscall.structure(CONFIG_SIZE)
            .putInt(CONFIG_FD, file.number())
            .putInt(CONFIG_BLOCK_SIZE, options.blockSize());
    int flags =
        (options.readOnly() ? LoopInfo.FLAG_READ_ONLY : 0)
            | (options.directIo() ? LoopInfo.FLAG_DIRECT_IO : 0);
    LoopInfo.fill(config, CONFIG_INFO, flags, file.path().toString());
    return config;
  }
}
