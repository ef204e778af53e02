package io.cistern.cli.kernel;

import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.block.BlockDevice;
import io.cistern.linux.mount.MountEntry;
import io.cistern.linux.mount.MountTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a volume can be seen on this machine.
 *
 * @param device the path of its device, such as {@code /dev/loop3}; empty if it has none
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
   * @param device the volume's, if it has one: see {@link VolumeDevice}
   * @param staging where it would be staged
   */
  public static VolumeUse of(Optional<Path> device, Path staging) {
    return device.map(path -> of(path, staging)).orElse(NONE);
  }

  private static VolumeUse of(Path device, Path staging) {
    List<Path> places =
        MountTable.read().stream()
            .filter(entry -> shows(entry, device))
            .map(MountEntry::mountPoint)
            .distinct()
            .toList();
    return new VolumeUse(
        device.toString(),
        places.contains(staging),
        places.stream().filter(place -> !place.equals(staging)).toList());
  }

  private static boolean shows(MountEntry entry, Path device) {
    return entry.source().equals(device.toString()) || isNode(entry, device);
  }

  /** A raw volume is published as its device node, bound on a file. */
  private static boolean isNode(MountEntry entry, Path device) {
    if (!entry.root().endsWith("/" + device.getFileName())) {
      return false;
    }
    try {
      return FileStatus.of(entry.mountPoint()).rdev().equals(BlockDevice.deviceNumber(device));
    } catch (LinuxException hidden) {
      return false;
    }
  }
}
