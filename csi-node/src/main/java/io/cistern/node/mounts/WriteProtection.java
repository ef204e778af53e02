package io.cistern.node.mounts;

import io.cistern.node.filesystem.Sysfs;
import io.cistern.node.filesystem.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Whether a raw device takes writes. A read-only mount of its node would not stop them, so the
 * device itself refuses, for all its users; the mark outlives the detaching of a loop device and
 * has to be taken off before.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/blockdev.8.html">blockdev(8)</a>
 */
public final class WriteProtection {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private WriteProtection() {}

  public static boolean isOn(VolumeDevice device) {
    return Sysfs.read(Path.of("/sys/dev/block/%s/ro".formatted(device.number())))
        .filter("1"::equals)
        .isPresent();
  }

  /** Turns it on or off; durable until it is turned again or the machine restarts. */
  public static void set(VolumeDevice device, boolean on) {
    if (isOn(device) != on) {
      Tool.named("blockdev")
          .runOrFail(LIMIT, List.of(on ? "--setro" : "--setrw", device.path().toString()));
    }
  }
}
