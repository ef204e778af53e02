package io.cistern.pool.loop.image;

import io.cistern.linux.Errno;
import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.file.Durable;
import io.cistern.linux.file.Rename;
import io.cistern.linux.filesystem.FilesystemStatus;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.loop.LoopOptions;
import io.cistern.linux.mount.MountEntry;
import io.cistern.linux.mount.MountFlag;
import io.cistern.linux.mount.MountTable;
import io.cistern.linux.mount.Mounts;
import io.cistern.pool.loop.layout.RecordFile;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The image of a pool: made once, mounted at every open, taken down on request. The image is sparse
 * and the filesystem discards what it frees, so the host gets its space back; nothing keeps the
 * host from filling up before the pool does.
 */
public final class PoolImage {
  public static final String MARKER = "pool-image.json";

  private static final LoopOptions LOOP = new LoopOptions(false, true, 512);
  private static final Set<MountFlag> FLAGS =
      Set.of(MountFlag.NO_ACCESS_TIME, MountFlag.NO_DEV, MountFlag.NO_SUID);

  private PoolImage() {}

  /**
   * Makes an image and mounts it on a directory that is empty, or finishes what an earlier try did
   * not.
   *
   * @param path where; empty for {@code <directory>.img}
   * @param size its size; empty for four fifths of what is free there
   * @throws PoolError.Invalid if there is a file already; it is not touched
   */
  public static void make(Path directory, Optional<Path> path, Optional<ByteSize> size) {
    Path image = marker(directory).map(ImageMarker::path).orElseGet(() -> path(directory, path));
    ByteSize wanted = ImageFile.validated(size.orElseGet(() -> fourFifths(image)));
    if (marker(directory).isEmpty()) {
      requireFree(image, directory);
      // The marker comes first: from here on the image is ours, finished or not.
      write(directory, ImageMarker.of(image, false));
    }
    if (!Files.exists(image)) {
      ImageFile.make(image, wanted, ImageMarker.of(image, true));
    }
    write(directory, ImageMarker.of(image, true));
    mount(directory);
  }

  /** Whether an earlier try to make an image did not come to its end. */
  public static boolean isUnfinished(Path directory) {
    return marker(directory).filter(marker -> !marker.complete()).isPresent();
  }

  private static Path path(Path directory, Optional<Path> path) {
    return path.orElseGet(() -> directory.resolveSibling(directory.getFileName() + ".img"))
        .toAbsolutePath()
        .normalize();
  }

  private static void requireFree(Path image, Path directory) {
    if (Files.exists(image)) {
      throw new PoolError.Invalid(
          image + " exists and is not the image of the pool in " + directory);
    }
  }

  private static void write(Path directory, ImageMarker marker) {
    Path next = directory.resolve(MARKER + ".new");
    try {
      Files.deleteIfExists(next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    RecordFile.write(next, marker);
    Rename.rename(next, directory.resolve(MARKER));
    Durable.syncDirectory(directory);
  }

  private static ByteSize fourFifths(Path image) {
    long available = FilesystemStatus.of(image.resolveSibling(".")).availableBytes();
    return new ByteSize(available / 5 * 4);
  }

  /**
   * Mounts the image that belongs on a directory. Nothing to do without a marker, or if it is
   * mounted.
   */
  public static void mount(Path directory) {
    Optional<ImageMarker> marker = marker(directory);
    if (marker.isEmpty() || mounted(directory, marker.get().path()).isPresent()) {
      return;
    }
    Path image = marker.get().path();
    if (!Files.exists(image)) {
      throw new PoolError.Corrupt(
          "the image %s of the pool in %s is missing".formatted(image, directory));
    }
    LoopDevice device =
        LoopDevices.findByBackingFile(image).orElseGet(() -> LoopDevices.attach(image, LOOP));
    try {
      Mounts.mount(device.path().toString(), directory, "xfs", FLAGS, "discard");
    } catch (LinuxException e) {
      device.detach();
      throw e;
    }
  }

  /**
   * Takes the image of a pool down: unmounts and detaches it. Nothing to do where there is none.
   *
   * @throws PoolError.Precondition if something still uses it, as an attached volume does
   */
  public static void unmount(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    Optional<ImageMarker> marker = marker(absolute);
    if (marker.isEmpty()) {
      return;
    }
    Path image = marker.get().path();
    Optional<LoopDevice> device = mounted(absolute, image);
    try {
      if (device.isPresent()) {
        Mounts.unmount(absolute);
      }
      if (Files.exists(image)) {
        FileStatus file = FileStatus.of(image);
        LoopDevices.findAllByBackingFile(image)
            .forEach(left -> left.detachFrom(file.device(), file.inode()));
      }
    } catch (LinuxException e) {
      if (e.errno() == Errno.EBUSY) {
        throw new PoolError.Precondition(
            "the image on %s is still in use; detach its volumes first".formatted(absolute));
      }
      throw e;
    }
  }

  private static Optional<ImageMarker> marker(Path directory) {
    return RecordFile.read(directory.resolve(MARKER), ImageMarker.class);
  }

  /** The device of the image, if what is mounted on the directory is that. */
  private static Optional<LoopDevice> mounted(Path directory, Path image) {
    Optional<MountEntry> mount = MountTable.read().at(directory);
    if (mount.isEmpty() || !Files.exists(image)) {
      return Optional.empty();
    }
    return LoopDevices.findAllByBackingFile(image).stream()
        .filter(device -> device.device().equals(mount.get().device()))
        .findFirst();
  }
}
