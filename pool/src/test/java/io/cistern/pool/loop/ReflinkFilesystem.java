package io.cistern.pool.loop;

import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.loop.LoopOptions;
import io.cistern.linux.mount.Mounts;
import io.cistern.pool.Privilege;
import io.cistern.pool.loop.image.PoolImage;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Provisioning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * An XFS or a btrfs for tests, in an image that goes with it.
 *
 * @param parent a temporary directory
 * @param directory where it is mounted
 */
public record ReflinkFilesystem(Path parent, Path directory) implements AutoCloseable {
  private static final String BTRFS = "btrfs.img";

  /** A new XFS of this size. */
  public static ReflinkFilesystem make(ByteSize size) throws IOException {
    Privilege.requireRootWithLoopDevices();
    Privilege.requireProgram("mkfs.xfs");
    Path parent = Files.createTempDirectory("cistern-pool-test-");
    Path directory = Files.createDirectory(parent.resolve("fs"));
    PoolImage.make(directory, Optional.empty(), Optional.of(size));
    return new ReflinkFilesystem(parent, directory);
  }

  /** A new btrfs of this size. */
  public static ReflinkFilesystem makeBtrfs(ByteSize size) throws IOException {
    Privilege.requireRootWithLoopDevices();
    Privilege.requireProgram("mkfs.btrfs");
    Path parent = Files.createTempDirectory("cistern-pool-test-");
    Path directory = Files.createDirectory(parent.resolve("fs"));
    Path image = parent.resolve(BTRFS);
    DataFile.createBlank(image, size, Provisioning.THIN);
    MountedVolume.run("mkfs.btrfs", "-q", image.toString());
    LoopDevice device = LoopDevices.attach(image, new LoopOptions(false, true, 512));
    Mounts.mount(device.path().toString(), directory, "btrfs", Set.of(), "discard=sync");
    return new ReflinkFilesystem(parent, directory);
  }

  /** A name for a directory that is not there yet. */
  public Path newDirectory() throws IOException {
    Path directory = Files.createTempDirectory(this.directory, "pool-");
    Files.delete(directory);
    return directory;
  }

  @Override
  public void close() {
    Path btrfs = parent.resolve(BTRFS);
    if (Files.exists(btrfs)) {
      Mounts.unmount(directory);
      LoopDevices.findAllByBackingFile(btrfs).forEach(LoopDevice::detach);
    } else {
      PoolImage.unmount(directory);
    }
    Staging.deleteTree(parent);
  }
}
