package io.cistern.cli.kernel;

import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.mount.MountEntry;
import io.cistern.linux.mount.MountTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a volume can be seen on this machine, found by the identity of its data file and never by a
 * name.
 *
 * @param device the path of its loop device, such as {@code /dev/loop3}; empty if it has none
 * @param staged whether it is mounted where this data directory stages it
 * @param targets where it is published
 */
public record VolumeUse(String device, boolean staged, List<Path> targets) {
  private static final VolumeUse NONE = new VolumeUse("", false, List.of());

  /** Copies the targets. */
  public VolumeUse {
    targets = List.copyOf(targets);
  }

  /**
   * Looks now.
   *
   * @param data the volume's data file
   * @param staging where it would be staged
   */
  public static VolumeUse of(Path data, Path staging) {
    if (!Files.exists(data)) {
      return NONE;
    }
    List<LoopDevice> devices = LoopDevices.findAllByBackingFile(data);
    if (devices.isEmpty()) {
      return NONE;
    }
    LoopDevice device = devices.getFirst();
    List<Path> places =
        MountTable.read().stream()
            .filter(entry -> shows(entry, device))
            .map(MountEntry::mountPoint)
            .distinct()
            .toList();
    return new VolumeUse(
        device.path().toString(),
        places.contains(staging),
        places.stream().filter(place -> !place.equals(staging)).toList());
  }

  private static boolean shows(MountEntry entry, LoopDevice device) {
    return entry.source().equals(device.path().toString()) || isNode(entry, device);
  }

  /** A raw volume is published as its device node, bound on a file. */
  private static boolean isNode(MountEntry entry, LoopDevice device) {
    if (!entry.root().endsWith("/" + device.path().getFileName())) {
      return false;
    }
    try {
      return FileStatus.of(entry.mountPoint()).rdev().equals(device.device());
    } catch (LinuxException hidden) {
      return false;
    }
  }
}
