package io.cistern.pool.loop;

import io.cistern.pool.Privilege;
import io.cistern.pool.loop.image.PoolImage;
import io.cistern.pool.model.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An XFS for tests, in an image that goes with it.
 *
 * @param parent a temporary directory
 * @param directory where it is mounted
 */
public record ReflinkFilesystem(Path parent, Path directory) implements AutoCloseable {

  /** A new one of this size. */
  public static ReflinkFilesystem make(ByteSize size) throws IOException {
    Privilege.requireRootWithLoopDevices();
    Privilege.requireProgram("mkfs.xfs");
    Path parent = Files.createTempDirectory("cistern-pool-test-");
    Path directory = Files.createDirectory(parent.resolve("fs"));
    PoolImage.make(directory, Optional.empty(), Optional.of(size));
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
    PoolImage.unmount(directory);
    Staging.deleteTree(parent);
  }
}
