package io.cistern.pool.loop;

import io.cistern.linux.Errno;
import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.Shelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which loop devices are ours, as the kernel tells. The name of a backing file only says where to
 * look, and is cheap to read without opening other people's devices; the file's device and inode
 * decide.
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/loop.4.html">loop(4)</a>
 */
public final class AttachedDevices {
  private final PoolLayout layout;

  /** Where a volume's device was the last time: where to look first, and no more than that. */
  private final Map<UUID, LoopDevice> lastFound = new ConcurrentHashMap<>();

  public AttachedDevices(PoolLayout layout) {
    this.layout = layout;
  }

  /** Every volume that has a usable device. */
  public Map<UUID, LoopDevice> all() {
    Map<UUID, LoopDevice> devices = new HashMap<>();
    for (LoopDevice device : LoopDevices.list()) {
      backingVolume(device)
          .filter(uuid -> isUsable(device, uuid))
          .ifPresent(uuid -> devices.putIfAbsent(uuid, device));
    }
    return devices;
  }

  /**
   * The usable device of a volume. One that was found before is looked at alone, if it still is
   * that; otherwise it takes time in proportion to the loop devices of the machine.
   */
  public Optional<LoopDevice> of(UUID uuid) {
    Optional<LoopDevice> known =
        Optional.ofNullable(lastFound.get(uuid)).filter(device -> isUsable(device, uuid));
    if (known.isPresent()) {
      return known;
    }
    Optional<LoopDevice> found =
        ofAnyUse(uuid).stream().filter(device -> isUsable(device, uuid)).findFirst();
    found.ifPresentOrElse(device -> lastFound.put(uuid, device), () -> lastFound.remove(uuid));
    return found;
  }

  /** Every device that is backed by a volume's data, however it was attached. */
  List<LoopDevice> ofAnyUse(UUID uuid) {
    Optional<FileStatus> data = status(layout.volumeData(uuid));
    if (data.isEmpty()) {
      return List.of();
    }
    List<LoopDevice> devices = new ArrayList<>();
    for (LoopDevice device : LoopDevices.list()) {
      if (backingVolume(device).equals(Optional.of(uuid))
          && device.status().filter(status -> status.isBackedBy(data.get())).isPresent()) {
        devices.add(device);
      }
    }
    return devices;
  }

  private boolean isUsable(LoopDevice device, UUID uuid) {
    Optional<FileStatus> data = status(layout.volumeData(uuid));
    return data.isPresent()
        && device
            .status()
            .filter(status -> status.isBackedBy(data.get()))
            .filter(status -> status.offset() == 0 && !status.readOnly() && !status.autoclear())
            .isPresent();
  }

  /**
   * The uuid in {@code .../volumes/UUID/data.img}: the mount above may have another name by now.
   */
  private static Optional<UUID> backingVolume(LoopDevice device) {
    return backingFile(device)
        .filter(path -> path.getNameCount() >= 2 && path.endsWith(PoolLayout.DATA))
        .flatMap(path -> Shelf.uuidOf(path.getName(path.getNameCount() - 2).toString()));
  }

  /** What sysfs calls the backing file; empty if the device was detached meanwhile. */
  public static Optional<Path> backingFile(LoopDevice device) {
    Path attribute = Path.of("/sys/block/loop" + device.number() + "/loop/backing_file");
    try {
      String text = Files.readString(attribute).stripTrailing();
      return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    } catch (IOException detached) {
      return Optional.empty();
    }
  }

  private static Optional<FileStatus> status(Path file) {
    try {
      return Optional.of(FileStatus.of(file));
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
