package io.cistern.pool.check;

import io.cistern.linux.Errno;
import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.pool.loop.AttachedDevices;
import io.cistern.pool.loop.layout.PoolLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * No loop device is attached to a file that the pool does not have any more: it would keep the
 * space of that file.
 */
final class DeviceCheck {
  private static final String DELETED = " (deleted)";

  private DeviceCheck() {}

  static void run(Inspection inspection) {
    for (LoopDevice device : stale(inspection.layout)) {
      inspection.add(
          Finding.repairable(
              device.path(),
              "attached to %s, which was removed".formatted(backing(device)),
              "repair detaches it if nobody has it open"));
    }
  }

  /** Detaches what nobody uses; the rest stays to be found again. */
  static void detachStale(PoolLayout layout) {
    for (LoopDevice device : stale(layout)) {
      try {
        device.detach();
      } catch (LinuxException e) {
        if (e.errno() != Errno.EBUSY) {
          throw e;
        }
      }
    }
  }

  /** Both must hold: the name is below the pool and gone, and the file is on its filesystem. */
  private static List<LoopDevice> stale(PoolLayout layout) {
    FileStatus root = FileStatus.of(layout.root());
    List<LoopDevice> stale = new ArrayList<>();
    for (LoopDevice device : LoopDevices.list()) {
      if (isRemovedFileOf(layout, backing(device))
          && device
              .status()
              .filter(status -> status.backingDevice().equals(root.device()))
              .isPresent()) {
        stale.add(device);
      }
    }
    return stale;
  }

  private static boolean isRemovedFileOf(PoolLayout layout, String name) {
    if (!name.endsWith(DELETED)) {
      return false;
    }
    Path file = Path.of(name.substring(0, name.length() - DELETED.length()));
    return file.endsWith(PoolLayout.DATA)
        && List.of(layout.volumes(), layout.trash(), layout.staging()).stream()
            .anyMatch(file::startsWith);
  }

  private static String backing(LoopDevice device) {
    Optional<Path> file = AttachedDevices.backingFile(device);
    return file.map(Path::toString).orElse("");
  }
}
