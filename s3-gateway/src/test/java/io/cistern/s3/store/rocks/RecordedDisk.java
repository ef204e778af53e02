package io.cistern.s3.store.rocks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A filesystem on a disk that records every write in the order in which the disk promised it
 * (device mapper's {@code log-writes}), so that the disk can be made again as a power cut at any
 * moment would have left it.
 *
 * @see <a
 *     href="https://docs.kernel.org/admin-guide/device-mapper/log-writes.html">dm-log-writes</a>
 */
final class RecordedDisk implements AutoCloseable {
  private static final String NAME = "cistern-power-cut";
  private static final long SECTOR = 512;

  private final Path mountPoint;
  private final Path log;
  private final String data;
  private final String record;

  /**
   * Makes the disk and the filesystem and mounts it.
   *
   * @param directory for its images, on a filesystem with room for all that is written
   */
  RecordedDisk(Path directory, String fsType, long bytes) throws IOException {
    Path image = sparse(directory.resolve("disk"), bytes);
    log = sparse(directory.resolve("log"), 64L << 30);
    mountPoint = Files.createDirectories(directory.resolve("mount"));
    data = run("losetup", "-f", "--show", image.toString());
    record = run("losetup", "-f", "--show", log.toString());
    String table = "0 %d log-writes %s %s".formatted(bytes / SECTOR, data, record);
    run("dmsetup", "create", NAME, "--noudevsync", "--table", table);
    String device = run("dmsetup", "info", "-c", "--noheadings", "-o", "blkdevname", NAME);
    run("mkfs." + fsType, "-q", "/dev/" + device);
    run("mount", "-t", fsType, "/dev/" + device, mountPoint.toString());
  }

  /** Whether this kernel records writes. */
  static boolean isPossible() {
    try {
      return run("dmsetup", "targets").contains("log-writes");
    } catch (IOException noDeviceMapper) {
      return false;
    }
  }

  Path mountPoint() {
    return mountPoint;
  }

  Path log() {
    return log;
  }

  /** Marks this moment in the record. */
  void mark(long number) throws IOException {
    run("dmsetup", "message", NAME, "0", "mark " + number);
  }

  @Override
  public void close() throws IOException {
    run("umount", mountPoint.toString());
    run("dmsetup", "remove", "--noudevsync", NAME);
    run("losetup", "-d", data);
    run("losetup", "-d", record);
  }

  /** A new file of this size that takes no room yet. */
  static Path sparse(Path file, long bytes) throws IOException {
    Files.createFile(file);
    run("truncate", "-s", Long.toString(bytes), file.toString());
    return file;
  }

  /** Runs a command that must succeed; what it printed. */
  static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status;
    try {
      status = process.waitFor();
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
    if (status != 0) {
      throw new IOException("%s: %d: %s".formatted(List.of(command), status, output));
    }
    return output.strip();
  }
}
