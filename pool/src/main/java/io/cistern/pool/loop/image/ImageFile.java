package io.cistern.pool.loop.image;

import io.cistern.linux.Fd;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.file.Durable;
import io.cistern.linux.file.FileSpace;
import io.cistern.linux.file.Rename;
import io.cistern.pool.loop.layout.RecordFile;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Makes the image file: under another name first, so that what has the name is a whole filesystem.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/mkfs.xfs.8.html">mkfs.xfs(8)</a>
 */
final class ImageFile {
  /** What mkfs.xfs of today makes at least. */
  private static final ByteSize LEAST = ByteSize.ofMiB(300);

  private static final ByteSize GRANULE = ByteSize.ofMiB(1);
  private static final long TIMEOUT_MINUTES = 5;

  private ImageFile() {}

  static ByteSize validated(ByteSize size) {
    if (size.compareTo(LEAST) < 0) {
      throw new PoolError.SizeOutOfRange(
          "the image of a pool has at least %s, not %s".formatted(LEAST, size));
    }
    return new ByteSize(size.bytes() / GRANULE.bytes() * GRANULE.bytes());
  }

  /**
   * Makes it.
   *
   * @param marker what the filesystem says of itself from its first mount on
   */
  static void make(Path image, ByteSize size, ImageMarker marker) {
    Path unfinished = image.resolveSibling(image.getFileName() + ".new");
    try (Fd fd = Fd.open(unfinished, OpenFlag.READ_WRITE, OpenFlag.CREATE, OpenFlag.TRUNCATE)) {
      FileSpace.truncate(fd, size.bytes());
      Path contents = Files.createTempDirectory("cistern-image-");
      try {
        makeFilesystem(unfinished, prototype(contents, marker));
      } finally {
        remove(contents);
      }
      fd.fsync();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Rename.noReplace(unfinished, image);
    Durable.syncDirectory(image.resolveSibling("."));
  }

  /** What mkfs puts into the filesystem: the marker, so that there is no moment without it. */
  private static Path prototype(Path directory, ImageMarker marker) throws IOException {
    Path source = directory.resolve(PoolImage.MARKER);
    RecordFile.write(source, marker);
    return Files.writeString(
        directory.resolve("prototype"),
        """
        none
        0 0
        d--755 0 0
        %s ---644 0 0 %s
        $
        """
            .formatted(PoolImage.MARKER, source));
  }

  private static void remove(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(PoolImage.MARKER));
    Files.deleteIfExists(directory.resolve("prototype"));
    Files.delete(directory);
  }

  private static void makeFilesystem(Path file, Path prototype) {
    try {
      Process process =
          new ProcessBuilder(
                  "mkfs.xfs",
                  "-q",
                  "-f",
                  "-m",
                  "reflink=1",
                  "-L",
                  "cistern",
                  "-p",
                  prototype.toString(),
                  file.toString())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException("mkfs.xfs failed: " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PoolError.Busy("interrupted while making " + file);
    }
  }
}
