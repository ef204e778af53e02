package io.cistern.linux.recorded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk that records every write in the order in which it promised it (device mapper's {@code
 * log-writes}), so that it can be made again as a power cut at any moment would have left it. There
 * is one at a time.
 *
 * @see <a
 *     href="https://docs.kernel.org/admin-guide/device-mapper/log-writes.html">dm-log-writes</a>
 */
public final class RecordedDisk implements AutoCloseable {
  private static final String NAME = "cistern-power-cut";
  private static final long SECTOR = 512;

  private final Path path;
  private final Path log;
  private final String data;
  private final String record;

  /**
   * Makes the disk.
   *
   * @param directory for its images, on a filesystem with room for all that is written
   */
  public RecordedDisk(Path directory, long bytes) throws IOException {
    Path image = sparse(directory.resolve("disk"), bytes);
    log = sparse(directory.resolve("log"), 64L << 30);
    data = run("losetup", "-f", "--show", image.toString());
    record = run("losetup", "-f", "--show", log.toString());
    String table = "0 %d log-writes %s %s".formatted(bytes / SECTOR, data, record);
    run("dmsetup", "create", NAME, "--noudevsync", "--table", table);
    path = Path.of("/dev", run("dmsetup", "info", "-c", "--noheadings", "-o", "blkdevname", NAME));
  }

  /** Whether this kernel records writes. */
  public static boolean isPossible() {
    try {
      return run("dmsetup", "targets").contains("log-writes");
    } catch (IOException noDeviceMapper) {
      return false;
    }
  }

  /** Its node. */
  public Path path() {
    return path;
  }

  /** Its record, for {@link WriteLog}. */
  public Path log() {
    return log;
  }

  /** Marks this moment in the record. */
  public void mark(long number) throws IOException {
    run("dmsetup", "message", NAME, "0", "mark " + number);
  }

  /** Takes it away; the record stays. Nobody may have it open. */
  @Override
  public void close() throws IOException {
    run("dmsetup", "remove", "--noudevsync", NAME);
    run("losetup", "-d", data);
    run("losetup", "-d", record);
  }

  /** A new file of this size that takes no room yet. */
  public static Path sparse(Path file, long bytes) throws IOException {
    Files.createFile(file);
    run("truncate", "-s", Long.toString(bytes), file.toString());
    return file;
  }

  /** Runs a command that must succeed; what it printed. */
  public static String run(String... command) throws IOException {
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
