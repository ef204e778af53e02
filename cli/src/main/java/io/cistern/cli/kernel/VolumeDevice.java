package io.cistern.cli.kernel;

import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.uri.PoolUri;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** The device of a volume, as the kernel knows it: no service is asked, nor LVM. */
public final class VolumeDevice {
  private static final Path BLOCK = Path.of("/sys/block");

  private VolumeDevice() {}

  /**
   * Looks for it.
   *
   * @param pool which the volume is in
   * @param volume its uuid
   */
  public static Optional<Path> of(PoolUri pool, UUID volume) {
    return switch (pool) {
      case PoolUri.Loop(Path directory) -> loop(new PoolLayout(directory).volumeData(volume));
      case PoolUri.Lvm _ -> mapped(volume);
    };
  }

  /** By the identity of its data file. */
  private static Optional<Path> loop(Path data) {
    return Files.exists(data)
        ? LoopDevices.findAllByBackingFile(data).stream().findFirst().map(LoopDevice::path)
        : Optional.empty();
  }

  /** The layer above its logical volume: it is one by its uuid, and the volume's by its name. */
  private static Optional<Path> mapped(UUID volume) {
    String part = "-cistern--volume--" + volume.toString().replace("-", "--");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(BLOCK, "dm-*")) {
      for (Path device : all) {
        String uuid = attribute(device, "uuid");
        if (uuid.startsWith("LVM-")
            && uuid.endsWith("-cistern")
            && attribute(device, "name").contains(part)) {
          return Optional.of(Path.of("/dev").resolve(device.getFileName()));
        }
      }
      return Optional.empty();
    } catch (IOException noSysfs) {
      return Optional.empty();
    }
  }

  private static String attribute(Path device, String name) {
    try {
      return Files.readString(device.resolve("dm").resolve(name)).strip();
    } catch (IOException gone) {
      return "";
    }
  }
}
