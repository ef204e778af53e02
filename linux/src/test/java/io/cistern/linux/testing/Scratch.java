package io.cistern.linux.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.Fd;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.file.FileSpace;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.loop.LoopOptions;
import io.cistern.linux.mount.MountFlag;
import io.cistern.linux.mount.MountTable;
import io.cistern.linux.mount.Mounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory of a test's own, with the loop devices and mounts it makes; closing takes all away.
 */
public final class Scratch implements AutoCloseable {

  private final Path directory;
  private final Deque<AutoCloseable> undo = new ArrayDeque<>();

  private Scratch(Path directory) {
    this.directory = directory;
  }

  /** Skips the test where it may not mount. */
  public static Scratch open() throws IOException {
    Root.require();
    return new Scratch(Files.createTempDirectory("cistern-linux-").toRealPath());
  }

  /** The directory. */
  public Path directory() {
    return directory;
  }

  /** A new sparse file. */
  public Path file(String name, long size) {
    Path file = directory.resolve(name);
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE, OpenFlag.CREATE, OpenFlag.EXCLUSIVE)) {
      FileSpace.truncate(fd, size);
    }
    return file;
  }

  /** Extends a file. */
  public void extend(Path file, long size) {
    try (Fd fd = Fd.open(file, OpenFlag.READ_WRITE)) {
      FileSpace.truncate(fd, size);
    }
  }

  /** A device of a file, written through. */
  public LoopDevice attach(Path file) {
    return attach(file, new LoopOptions(false, true, 512));
  }

  /** A device of a file. */
  public LoopDevice attach(Path file, LoopOptions options) {
    LoopDevice device = LoopDevices.attach(file, options);
    undo.push(device::detach);
    return device;
  }

  /** A new directory. */
  public Path directory(String name) throws IOException {
    return Files.createDirectory(directory.resolve(name));
  }

  /** Unmounts a place when all is over, as often as something is mounted there. */
  public Path unmountLater(Path place) {
    undo.push(
        () -> {
          while (MountTable.read().at(place).isPresent()) {
            Mounts.unmount(place);
          }
        });
    return place;
  }

  /** Makes a filesystem on a device and mounts it. */
  public Path format(LoopDevice device, String fsType, String... options) throws IOException {
    run(
        Stream.of(List.of("mkfs." + fsType, "-q"), List.of(options), List.of(device.path() + ""))
            .flatMap(List::stream)
            .toArray(String[]::new));
    Path place = unmountLater(directory("mnt-" + fsType + "-" + device.number()));
    Mounts.mount(device.path().toString(), place, fsType, Set.<MountFlag>of(), "");
    return place;
  }

  /** A mounted filesystem of a type, on a sparse file. */
  public Path filesystem(String fsType, long size) throws IOException {
    return format(attach(file(fsType + ".img", size)), fsType);
  }

  /** Runs a program that must succeed, and gives what it printed. */
  public static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s: %s", List.of(command), output).isZero();
      return output;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws Exception {
    Throwable failure = null;
    while (!undo.isEmpty()) {
      try {
        undo.pop().close();
      } catch (Exception e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw new AssertionError("left behind in " + directory, failure);
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
