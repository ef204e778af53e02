package io.cistern.pool.loop;

import io.cistern.linux.mount.Mounts;
import io.cistern.pool.Pool;
import io.cistern.pool.Request;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.VolumeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A volume with a filesystem, mounted, as the node service would have it.
 *
 * @param pool where it is
 * @param id which
 * @param directory where it is mounted
 */
public record MountedVolume(Pool pool, VolumeId id, Path directory) implements AutoCloseable {

  /** Makes a volume with a filesystem and mounts it. */
  public static MountedVolume make(Pool pool, String name, FsType type, Path parent)
      throws IOException {
    VolumeId id =
        pool.volumes()
            .create(Request.file(name).fsType(type).size(ByteSize.ofMiB(320)).spec())
            .id();
    Path device = pool.attachments().attach(id);
    run("mkfs." + type.kernelName(), "-q", device.toString());
    pool.volumes().recordFormatting(id, new Formatting.Formatted(type));
    return mount(pool, id, type, Files.createDirectory(parent.resolve("mnt-" + id.uuid())));
  }

  /** Mounts a copy of a volume, whose XFS has the same identity as its source's. */
  static MountedVolume mount(Pool pool, VolumeId id, FsType type, Path directory) {
    Path device = pool.attachments().attach(id);
    Mounts.mount(
        device.toString(),
        directory,
        type.kernelName(),
        Set.of(),
        type == FsType.XFS ? "nouuid" : "");
    return new MountedVolume(pool, id, directory);
  }

  static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
  }

  @Override
  public void close() {
    Mounts.unmount(directory);
  }
}
