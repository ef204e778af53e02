package io.cistern.node.mounts;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.block.DeviceStack;
import io.cistern.linux.mount.MountEntry;
import io.cistern.node.filesystem.Sysfs;
import io.cistern.pool.model.VolumeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is behind a loop device, where no volume's record tells. */
public final class LoopBacking {
  private static final int LOOP_MAJOR = 7;
  private static final String ATTRIBUTE = "/sys/dev/block/%s/loop/backing_file";

  private LoopBacking() {}

  /** A loop device that was detached under its users, who still see its node. */
  public static boolean isGone(DeviceNumber device) {
    return device.major() == LOOP_MAJOR && file(device).isEmpty();
  }

  /**
   * Whether a mount is of a volume's data, through whatever loop device: also one that the pool
   * does not count any more, as after {@code losetup -d} of a device in use.
   */
  public static boolean isOf(MountEntry mount, List<Path> directories, VolumeId volume) {
    return MountView.deviceOf(mount)
        .flatMap(LoopBacking::file)
        .map(Path::of)
        .filter(file -> directories.stream().anyMatch(file::startsWith))
        .filter(file -> isIn(file, volume.uuid().toString()))
        .isPresent();
  }

  private static boolean isIn(Path file, String directory) {
    Path parent = file.getParent();
    return parent != null && parent.endsWith(directory);
  }

  /** Whether a mount is of a loop device whose file is, or was, in one of the directories. */
  public static boolean isUnder(MountEntry mount, List<Path> directories) {
    return MountView.deviceOf(mount)
        .flatMap(LoopBacking::file)
        .filter(file -> directories.stream().anyMatch(Path.of(file)::startsWith))
        .isPresent();
  }

  /** Also under what lies on a loop device, as what an encrypted volume is opened as. */
  private static Optional<String> file(DeviceNumber device) {
    return Sysfs.read(Path.of(ATTRIBUTE.formatted(device)))
        .or(
            () ->
                DeviceStack.slaves(device).stream()
                    .flatMap(slave -> file(slave).stream())
                    .findFirst());
  }
}
