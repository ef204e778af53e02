package io.cistern.node.mounts;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.mount.MountEntry;
import io.cistern.linux.mount.MountTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * This process's mounts at one look.
 *
 * @param entries the mount table
 */
public record MountView(MountTable entries) {
  /** Where device nodes live: what is bound from here is a raw device, not a filesystem. */
  private static final Set<String> DEVICE_FILESYSTEMS = Set.of("devtmpfs", "tmpfs");

  public static MountView now() {
    return new MountView(MountTable.read());
  }

  /** What is seen at a path: the topmost of the mounts exactly there. */
  public Optional<MountEntry> at(Path path) {
    return entries.at(path);
  }

  /** Every mount of a device: of the filesystem on it, and of the device node itself. */
  public List<MountEntry> of(DeviceNumber device) {
    return entries.stream().filter(entry -> device.equals(deviceOf(entry).orElse(null))).toList();
  }

  /** Whether what is mounted is this device. */
  public static boolean shows(MountEntry entry, DeviceNumber device) {
    return device.equals(deviceOf(entry).orElse(null));
  }

  /**
   * The block device behind a mount: the filesystem's, or the one whose node is bound there. Empty
   * for a filesystem without one.
   */
  public static Optional<DeviceNumber> deviceOf(MountEntry entry) {
    if (entry.device().major() != 0) {
      return Optional.of(entry.device());
    }
    if (entry.fsType().equals("btrfs")) {
      // btrfs shows an anonymous number; the device itself is its source.
      return nodeAt(Path.of(entry.source()));
    }
    if (DEVICE_FILESYSTEMS.contains(entry.fsType()) && !entry.root().equals("/")) {
      return nodeAt(entry.mountPoint());
    }
    return Optional.empty();
  }

  /** Whether the raw device's node is bound there, as a block volume is published. */
  public static boolean isDeviceNode(MountEntry entry) {
    return entry.device().major() == 0
        && !entry.fsType().equals("btrfs")
        && deviceOf(entry).isPresent();
  }

  public static boolean readOnly(MountEntry entry) {
    return entry.options().contains("ro");
  }

  private static Optional<DeviceNumber> nodeAt(Path path) {
    try {
      FileStatus status = FileStatus.of(path);
      return status.isBlockDevice() ? Optional.of(status.rdev()) : Optional.empty();
    } catch (LinuxException gone) {
      return Optional.empty();
    }
  }
}
