package io.cistern.node.filesystem;

import io.cistern.linux.DeviceNumber;
import io.cistern.pool.model.FsType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * XFS. Its log is replayed by the mount itself: xfs_repair before that would throw away what was
 * written last.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/mkfs.xfs.8.html">mkfs.xfs(8)</a>
 */
public record Xfs() implements Filesystem {
  private static final Duration MAKING = Duration.ofMinutes(10);

  @Override
  public FsType type() {
    return FsType.XFS;
  }

  @Override
  public void make(Path device, boolean neverWritten) {
    Tool.named("mkfs.xfs")
        .runOrFail(MAKING, List.of("-f", "-q", "-K", "-s", "size=4096", device.toString()));
  }

  @Override
  public void check(Path device) {
    // The mount replays the log.
  }

  @Override
  public boolean growUnmounted(Path device) {
    return false;
  }

  /** A clone has its source's uuid, and is mounted beside it. */
  @Override
  public Optional<String> requiredOption() {
    return Optional.of("nouuid");
  }

  /** None on record: an XFS that meets an error it cannot go on from shuts down, and says EIO. */
  @Override
  public Optional<String> recordedErrors(DeviceNumber device) {
    return Optional.empty();
  }
}
