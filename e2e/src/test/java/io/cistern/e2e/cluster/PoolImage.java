package io.cistern.e2e.cluster;

import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.model.PoolName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A filesystem with reflinks for a pool: a sparse XFS image mounted through a loop device that the
 * kernel takes away with the mount. The pool has the image's name.
 *
 * @param image the sparse file
 * @param mountPoint where it is mounted, and where the pool lies
 */
public record PoolImage(Path image, Path mountPoint) {

  static PoolImage make(Path directory, String name, long bytes) {
    PoolImage pool =
        new PoolImage(directory.resolve(name + ".img"), directory.resolve(name + ".pool"));
    try (RandomAccessFile file = new RandomAccessFile(pool.image.toFile(), "rw")) {
      file.setLength(bytes);
      Files.createDirectory(pool.mountPoint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Commands.run("mkfs.xfs", "-q", "-m", "reflink=1", pool.image.toString());
    pool.mount();
    LoopPool.init(pool.mountPoint, new PoolName(name), LoopPoolOptions.DEFAULT).close();
    return pool;
  }

  /** Mounts the image, as a machine does when it starts. */
  public void mount() {
    Commands.run("mount", "-o", "loop", image.toString(), mountPoint.toString());
  }

  public void unmount() {
    Commands.run("umount", mountPoint.toString());
  }
}
