package io.cistern.node.filesystem;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a filesystem's signature on a device. To find none proves nothing: it is never a reason
 * for mkfs.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/blkid.8.html">blkid(8)</a>
 */
public final class Probe {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Probe() {}

  /** The type of what is on the device, as the kernel names it. */
  public static Optional<String> type(Path device) {
    Tool.Outcome outcome =
        Tool.named("blkid")
            .run(LIMIT, List.of("-p", "-o", "value", "-s", "TYPE", device.toString()));
    return outcome.exitCode() == 0 && !outcome.output().isEmpty()
        ? Optional.of(outcome.output())
        : Optional.empty();
  }
}
