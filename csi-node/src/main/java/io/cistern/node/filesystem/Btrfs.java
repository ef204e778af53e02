package io.cistern.node.filesystem;

import io.cistern.linux.DeviceNumber;
import io.cistern.pool.model.FsType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * btrfs. A clone is mounted beside its source by Linux 6.7 and later, which give it a temporary
 * identity; an older kernel refuses it while the source is mounted.
 *
 * @see <a href="https://btrfs.readthedocs.io/en/latest/mkfs.btrfs.html">mkfs.btrfs(8)</a>
 */
public record Btrfs() implements Filesystem {
  private static final Duration MAKING = Duration.ofMinutes(10);

  @Override
  public FsType type() {
    return FsType.BTRFS;
  }

  @Override
  public void make(Path device, boolean neverWritten) {
    Tool.named("mkfs.btrfs").runOrFail(MAKING, List.of("-f", "-q", "-K", device.toString()));
  }

  @Override
  public void check(Path device) {
    // Copy on write: what is on disk is consistent, and the mount replays the log tree.
  }

  @Override
  public boolean growUnmounted(Path device) {
    return false;
  }

  @Override
  public Optional<String> requiredOption() {
    return Optional.empty();
  }

  /** None to read here: after an error the kernel makes it read-only, which its mount shows. */
  @Override
  public Optional<String> recordedErrors(DeviceNumber device) {
    return Optional.empty();
  }
}
