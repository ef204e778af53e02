package io.cistern.linux.block;

import io.cistern.linux.DeviceNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which block devices are made of which, as device mapper and the like stack them.
 *
 * @see <a
 *     href="https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-block">/sys/block/DISK/holders,
 *     slaves</a>
 */
public final class DeviceStack {
  private static final Path BY_NUMBER = Path.of("/sys/dev/block");
  private static final Path BY_NAME = Path.of("/sys/class/block");

  private DeviceStack() {}

  /** The devices that lie on this one, and on those, the nearest first; not the device itself. */
  public static List<DeviceNumber> above(DeviceNumber device) {
    List<DeviceNumber> found = new ArrayList<>(holders(device));
    // What is found is looked at in turn; the kernel allows no circles.
    for (int i = 0; i < found.size(); i++) {
      holders(found.get(i)).stream().filter(next -> !found.contains(next)).forEach(found::add);
    }
    return List.copyOf(found);
  }

  /** The devices that lie directly on this one. */
  public static List<DeviceNumber> holders(DeviceNumber device) {
    return linked(device, "holders");
  }

  /** The devices that this one is directly made of. */
  public static List<DeviceNumber> slaves(DeviceNumber device) {
    return linked(device, "slaves");
  }

  private static List<DeviceNumber> linked(DeviceNumber device, String kind) {
    List<DeviceNumber> numbers = new ArrayList<>();
    try (DirectoryStream<Path> links =
        Files.newDirectoryStream(BY_NUMBER.resolve(device.toString()).resolve(kind))) {
      for (Path link : links) {
        Path number = BY_NAME.resolve(String.valueOf(link.getFileName())).resolve("dev");
        numbers.add(DeviceNumber.parse(Files.readString(number).strip()));
      }
    } catch (NoSuchFileException gone) {
      // Taken down while we looked.
      return numbers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return numbers;
  }

  /**
   * The device's node, as devtmpfs makes it.
   *
   * @throws UncheckedIOException if there is no such device
   */
  public static Path node(DeviceNumber device) {
    try {
      Path name = BY_NUMBER.resolve(device.toString()).toRealPath().getFileName();
      // sysfs cannot have a slash in a name, and writes it so.
      return Path.of("/dev", String.valueOf(name).replace('!', '/'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
