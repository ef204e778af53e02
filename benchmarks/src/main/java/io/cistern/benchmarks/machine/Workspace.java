package io.cistern.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A new directory under which everything is made, and which takes all of it away: the processes
 * first, then every mount and loop device that the kernel shows under it, then the files. Closed by
 * its user or, on Ctrl-C, by the JVM's shutdown.
 */
public final class Workspace implements AutoCloseable {
  private static final int SWEEPS = 5;
  private final Path directory;
  private final Deque<Runnable> stops = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param parent where the directory is made; on a filesystem that allows direct I/O
   */
  public Workspace(Path parent) {
    try {
      Files.createDirectories(parent);
      directory = Files.createTempDirectory(parent, "cistern-bench-").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "workspace"));
  }

  public Path directory() {
    return directory;
  }

  /** A new directory in it. */
  public Path make(String name) {
    try {
      return Files.createDirectories(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has something ended before anything is unmounted; the last registered goes first. */
  public synchronized void beforeSweep(Runnable stop) {
    if (closed) {
      stop.run();
      throw new IllegalStateException("the run is being ended");
    }
    stops.push(stop);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    stops.forEach(Runnable::run);
    for (int sweep = 0; sweep < SWEEPS && !(mounts().isEmpty() && loops().isEmpty()); sweep++) {
      mounts().forEach(mount -> attempt("umount", mount));
      loops().forEach(loop -> attempt("losetup", "-d", loop));
    }
    if (mounts().isEmpty()) {
      delete();
    }
  }

  /** Mount points under the directory, the latest first. */
  private List<String> mounts() {
    return read(Path.of("/proc/self/mountinfo"))
        .map(line -> line.split(" ")[4])
        .filter(point -> point.startsWith(directory + "/"))
        .toList()
        .reversed();
  }

  private List<String> loops() {
    try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
      return devices
          .filter(device -> device.getFileName().toString().startsWith("loop"))
          .filter(
              device ->
                  read(device.resolve("loop/backing_file"))
                      .anyMatch(file -> file.startsWith(directory + "/")))
          .map(device -> "/dev/" + device.getFileName())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete() {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      System.err.println("left behind: " + directory + ": " + e);
    }
  }

  /** A device may be let go between two looks, so a failure only counts if it lasts. */
  private static void attempt(String... words) {
    try {
      Command.run(words);
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
    }
  }

  private static Stream<String> read(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException gone) {
      return Stream.empty();
    }
  }
}
