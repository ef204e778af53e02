package io.cistern.cli.kernel;

import io.cistern.linux.LinuxException;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.loop.LoopStatus;
import io.cistern.linux.mount.MountEntry;
import io.cistern.linux.mount.MountTable;
import io.cistern.linux.mount.Mounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel holds for one directory: mounts in it, loop devices backed by files in it, and
 * processes that carry its mark in their environment.
 *
 * @param directory absolute, without symbolic links
 * @param mark a variable of the environment, {@code NAME=value}, that only its processes have
 */
public record Holdings(Path directory, String mark) {

  /** Mount points in it, the latest first. */
  public List<Path> mounts() {
    return MountTable.read().stream()
        .map(MountEntry::mountPoint)
        .filter(point -> point.startsWith(directory))
        .toList()
        .reversed();
  }

  /** Loop devices whose backing file is, or was, in it. */
  public List<LoopDevice> loops() {
    return LoopDevices.list().stream().filter(device -> backing(device).isPresent()).toList();
  }

  private Optional<String> backing(LoopDevice device) {
    // The path by which the kernel knows the file; LOOP_GET_STATUS64 has room for 63 bytes only.
    Path file = Path.of("/sys/block", "loop" + device.number(), "loop", "backing_file");
    try {
      return Optional.of(Files.readString(file).strip())
          .filter(path -> path.startsWith(directory + "/"));
    } catch (IOException detached) {
      return Optional.empty();
    }
  }

  /** Processes with the mark, other than this one. */
  public List<ProcessHandle> processes() {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        long pid = Long.parseLong(process.getFileName().toString());
        if (pid != ProcessHandle.current().pid() && isMarked(process)) {
          ProcessHandle.of(pid).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private boolean isMarked(Path process) {
    try {
      String environment =
          Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
      return List.of(environment.split("\0", -1)).contains(mark);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Everything there is, in words; empty if nothing is held. */
  public List<String> describe() {
    List<String> all = new ArrayList<>();
    processes().forEach(process -> all.add("process " + process.pid()));
    mounts().forEach(point -> all.add("mount " + point));
    loops().forEach(device -> all.add("loop device " + device.path()));
    return all;
  }

  /**
   * Lets go of everything: kills the processes, unmounts, detaches. What is busy is tried again for
   * ten seconds, as a killed process takes a moment to close its files.
   *
   * @return what is left, in words
   */
  public List<String> release() {
    for (int attempt = 0; attempt < 100 && !describe().isEmpty(); attempt++) {
      processes().forEach(ProcessHandle::destroyForcibly);
      mounts().forEach(point -> quietly(() -> Mounts.unmount(point)));
      loops().forEach(device -> quietly(() -> detach(device)));
      if (!describe().isEmpty()) {
        pause();
      }
    }
    return describe();
  }

  private void detach(LoopDevice device) {
    Optional<LoopStatus> status = device.status();
    // Between the look-up and now it may have become someone else's.
    if (status.isPresent() && backing(device).isPresent()) {
      device.detachFrom(status.get().backingDevice(), status.get().backingInode());
    }
  }

  private static void quietly(Runnable step) {
    try {
      step.run();
    } catch (LinuxException busy) {
      // Tried again, and reported as left in the end.
      return;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      // Cleaning up goes on: it is what the interruption asked for.
      return;
    }
  }

  /** Removes the directory's files, never crossing into what is mounted there. */
  public void removeFiles() {
    if (!mounts().isEmpty()) {
      throw new IllegalStateException("still mounted: " + mounts());
    }
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (java.nio.file.NoSuchFileException gone) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
