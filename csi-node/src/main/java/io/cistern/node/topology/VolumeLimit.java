package io.cistern.node.topology;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How many volumes this node can carry, from the kernel's own limits: each volume takes one loop
 * device and up to three mounts (staged, and published to two pods). What others hold when it is
 * asked is taken off.
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/loop.4.html">loop(4)</a>
 * @see <a href="https://docs.kernel.org/admin-guide/sysctl/fs.html#mount-max">mount-max</a>
 */
public final class VolumeLimit {
  /** Minor numbers of one major: 20 bits. */
  private static final long MINORS = 1L << 20;

  private static final int MOUNTS_PER_VOLUME = 3;
  private static final long DEFAULT_MOUNTS = 100_000;

  private VolumeLimit() {}

  /**
   * Reads the limits now.
   *
   * @param ownDevices loop devices of our pools' volumes, which take nothing from others
   * @param ownMounts mounts of them
   * @return 1 or more
   */
  public static long read(int ownDevices, int ownMounts) {
    return of(
        MINORS / minorsPerDevice(),
        loopDevicesInUse() - ownDevices,
        number(Path.of("/proc/sys/fs/mount-max"), DEFAULT_MOUNTS),
        mountsInUse() - ownMounts);
  }

  static long of(long devices, long othersDevices, long mounts, long othersMounts) {
    long byDevices = devices - Math.max(0, othersDevices);
    long byMounts = (mounts - Math.max(0, othersMounts)) / MOUNTS_PER_VOLUME;
    return Math.max(1, Math.min(byDevices, byMounts));
  }

  /** A device that may have partitions takes minors for them: the next power of two. */
  private static long minorsPerDevice() {
    long partitions = number(Path.of("/sys/module/loop/parameters/max_part"), 0);
    return partitions <= 0 ? 1 : Long.highestOneBit(partitions) << 1;
  }

  private static long loopDevicesInUse() {
    int count = 0;
    try (DirectoryStream<Path> devices = Files.newDirectoryStream(Path.of("/sys/block"), "loop*")) {
      for (Path device : devices) {
        if (Files.isDirectory(device.resolve("loop"))) {
          count++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return count;
  }

  private static long mountsInUse() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A number that the kernel shows in a file, read with one call: a sysctl answers the first read
   * and no other, and {@link Files#readString} begins with a single byte.
   */
  private static long number(Path file, long otherwise) {
    byte[] text = new byte[32];
    try (InputStream in = Files.newInputStream(file)) {
      int length = Math.max(0, in.read(text));
      return Long.parseLong(new String(text, 0, length, StandardCharsets.US_ASCII).strip());
    } catch (IOException | NumberFormatException absent) {
      return otherwise;
    }
  }
}
