package io.cistern.node.mounts;

import io.cistern.linux.block.DeviceStack;
import io.cistern.node.filesystem.Sysfs;
import io.cistern.pool.model.VolumeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an encrypted volume is opened as: a device of the device mapper, which is ours by its uuid,
 * and the volume's by the device that it lies on.
 */
public final class OpenedDevice {
  private static final String UUID_PREFIX = "CRYPT-LUKS2-";
  private static final Path BLOCK = Path.of("/sys/block");

  private OpenedDevice() {}

  /** What the device mapper calls it; device mapper allows 127 bytes, these are 61. */
  public static String name(VolumeId volume) {
    return "cistern-" + volume.pool() + "-" + volume.uuid();
  }

  /** The one that lies on the volume's own device. */
  public static Optional<VolumeDevice> over(VolumeDevice attached, VolumeId volume) {
    return DeviceStack.holders(attached.number()).stream()
        .filter(number -> isOf(Path.of("/sys/dev/block", number.toString()), volume))
        .map(number -> new VolumeDevice(DeviceStack.node(number), number))
        .findFirst();
  }

  /** Whether there is one, on whatever device it lies. */
  public static boolean exists(VolumeId volume) {
    try (DirectoryStream<Path> devices = Files.newDirectoryStream(BLOCK, "dm-*")) {
      for (Path device : devices) {
        if (isOf(device, volume)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOf(Path sysfs, VolumeId volume) {
    String name = name(volume);
    return Sysfs.read(sysfs.resolve("dm/name")).filter(name::equals).isPresent()
        && Sysfs.read(sysfs.resolve("dm/uuid"))
            .filter(uuid -> uuid.startsWith(UUID_PREFIX) && uuid.endsWith("-" + name))
            .isPresent();
  }
}
