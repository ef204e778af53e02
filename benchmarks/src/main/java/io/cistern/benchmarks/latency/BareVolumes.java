package io.cistern.benchmarks.latency;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cistern.linux.file.Reflink;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the disk must do for a durable and atomic volume, and nothing else: no checks, no locks, no
 * sockets. A volume is a directory with a data file and a record, built beside and renamed into
 * place.
 */
final class BareVolumes {
  /** About the size of a volume's record. */
  private static final byte[] RECORD = new byte[900];

  static {
    Arrays.fill(RECORD, (byte) ' ');
  }

  private final Path staging;
  private final Path volumes;
  private final Path trash;
  private final long bytes;

  /**
   * @param root on the pool's filesystem
   * @param bytes the size of every volume
   */
  BareVolumes(Path root, long bytes) {
    this.staging = directory(root.resolve("staging"));
    this.volumes = directory(root.resolve("volumes"));
    this.trash = directory(root.resolve("trash"));
    this.bytes = bytes;
  }

  private static Path directory(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** mkdir; open, ftruncate, fsync; open, write, fsync; fsync; rename; fsync of the parent. */
  Path create(String name) {
    try {
      Path half = Files.createDirectory(staging.resolve(name));
      try (RandomAccessFile data = new RandomAccessFile(half.resolve("data.img").toFile(), "rw")) {
        data.setLength(bytes);
        data.getFD().sync();
      }
      return finish(half, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, with FICLONE in the place of ftruncate. */
  Path copy(String name, Path source) {
    try {
      Path half = Files.createDirectory(staging.resolve(name));
      Path data = half.resolve("data.img");
      Reflink.cloneFile(source, data);
      try (FileChannel channel = FileChannel.open(data, WRITE)) {
        channel.force(true);
      }
      return finish(half, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path finish(Path half, String name) throws IOException {
    try (FileChannel record = FileChannel.open(half.resolve("record.json"), CREATE_NEW, WRITE)) {
      record.write(ByteBuffer.wrap(RECORD));
      record.force(true);
    }
    sync(half);
    Path whole = Files.move(half, volumes.resolve(name));
    sync(volumes);
    return whole.resolve("data.img");
  }

  /** rename; fsync of the parent; unlink twice; rmdir. */
  void delete(String name) {
    try {
      Path gone = Files.move(volumes.resolve(name), trash.resolve(name));
      sync(volumes);
      Files.delete(gone.resolve("data.img"));
      Files.delete(gone.resolve("record.json"));
      Files.delete(gone);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path data(String name) {
    return volumes.resolve(name).resolve("data.img");
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }
}
