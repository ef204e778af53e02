package io.cistern.node.filesystem;

import io.cistern.linux.DeviceNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Attributes of the kernel's objects, as text. */
public final class Sysfs {
  private Sysfs() {}

  /** The attribute without its line end, or empty where the kernel has none. */
  public static Optional<String> read(Path attribute) {
    try {
      return Optional.of(Files.readString(attribute).strip());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  /** The kernel's name of a block device, such as {@code loop3}. */
  public static Optional<String> blockName(DeviceNumber device) {
    try {
      Path link = Path.of("/sys/dev/block", device.major() + ":" + device.minor());
      return Optional.of(link.toRealPath().getFileName().toString());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }
}
