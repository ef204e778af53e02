package io.cistern.pool.freeze;

import io.cistern.linux.DeviceNumber;
import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.block.BlockDevice;
import io.cistern.linux.block.DeviceStack;
import io.cistern.linux.filesystem.FilesystemFreeze;
import io.cistern.linux.mount.MountEntry;
import io.cistern.linux.mount.MountTable;
import io.cistern.pool.model.PoolError;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The filesystem on a device, or on one that lies over it (an encrypted one), through a descriptor
 * that is proven to be on it: a path may lead elsewhere between reading the mount table and opening
 * it, and what is frozen then is the parent.
 *
 * @param device the block device
 * @param directory the root of one of its mounts, open
 */
record MountedFilesystem(Path device, Fd directory) implements Freezable {

  /**
   * Opens the filesystem on a device.
   *
   * @return empty if it is not mounted
   * @throws PoolError.Precondition if it is mounted only where this process cannot reach it
   */
  static Optional<MountedFilesystem> of(MountTable table, Path device) {
    DeviceNumber number = BlockDevice.deviceNumber(device);
    List<MountEntry> mounts = new ArrayList<>(mountsOf(table, number));
    DeviceStack.above(number).forEach(over -> mounts.addAll(mountsOf(table, over)));
    for (MountEntry mount : mounts) {
      Optional<Fd> directory = open(mount);
      if (directory.isPresent()) {
        return Optional.of(new MountedFilesystem(device, directory.get()));
      }
    }
    if (!mounts.isEmpty()) {
      throw new PoolError.Precondition(
          "%s is mounted on %s, which cannot be reached to freeze it"
              .formatted(device, mounts.getFirst().mountPoint()));
    }
    return Optional.empty();
  }

  private static List<MountEntry> mountsOf(MountTable table, DeviceNumber device) {
    List<MountEntry> mounts = table.ofDevice(device);
    // A btrfs has a device number of its own, so its mounts are known by their source.
    return mounts.isEmpty()
        ? table.stream()
            .filter(mount -> mount.fsType().equals("btrfs"))
            .filter(mount -> isNodeOf(mount.source(), device))
            .toList()
        : mounts;
  }

  private static boolean isNodeOf(String source, DeviceNumber device) {
    try {
      FileStatus status = FileStatus.of(Path.of(source));
      return status.isBlockDevice() && status.rdev().equals(device);
    } catch (LinuxException | InvalidPathException gone) {
      return false;
    }
  }

  private static Optional<Fd> open(MountEntry mount) {
    Fd directory;
    try {
      directory = Fd.openDirectory(mount.mountPoint());
    } catch (LinuxException unreachable) {
      return Optional.empty();
    }
    if (directory.fstat().mountId() == mount.id()) {
      return Optional.of(directory);
    }
    directory.close();
    return Optional.empty();
  }

  @Override
  public boolean freeze() {
    return unless(Errno.EBUSY, () -> FilesystemFreeze.freeze(directory));
  }

  @Override
  public boolean thaw() {
    return unless(Errno.EINVAL, () -> FilesystemFreeze.thaw(directory));
  }

  private static boolean unless(Errno expected, Runnable action) {
    try {
      action.run();
      return true;
    } catch (LinuxException e) {
      if (e.errno() == expected) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    directory.close();
  }
}
