package io.cistern.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the kernel still holds on behalf of one directory: mounts below it, loop devices backed by
 * files below it, processes started for it. Read from /proc and /sys alone.
 *
 * @param directory the directory, without symbolic links
 */
public record Leftovers(Path directory) {

  /** Mount points below the directory, the latest mount first. */
  public List<Path> mounts() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/mounts"))) {
      return lines
          .map(line -> Path.of(unescape(line.split(" ", -1)[1])))
          .filter(point -> point.startsWith(directory))
          .toList()
          .reversed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loop devices, such as {@code /dev/loop3 <- /tmp/x/data.img}, backed by files below it. */
  public List<LoopUse> loops() {
    List<LoopUse> uses = new ArrayList<>();
    try (DirectoryStream<Path> blocks = Files.newDirectoryStream(Path.of("/sys/block"), "loop*")) {
      for (Path block : blocks) {
        readIfThere(block.resolve("loop/backing_file")).stream()
            .map(String::strip)
            .filter(backing -> backing.startsWith(directory + "/"))
            .map(backing -> new LoopUse(Path.of("/dev").resolve(block.getFileName()), backing))
            .forEach(uses::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return uses;
  }

  /** Command lines that name the directory, of processes other than this one. */
  public List<String> processes() {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : all) {
        String command =
            String.join("", readIfThere(process.resolve("cmdline"))).replace('\0', ' ');
        boolean ours = process.endsWith(Long.toString(ProcessHandle.current().pid()));
        if (!ours && command.contains(directory + "/")) {
          found.add(process.getFileName() + " " + command);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Everything there is, in words; empty if nothing is left. */
  public List<String> describe() {
    List<String> all = new ArrayList<>();
    mounts().forEach(point -> all.add("mount " + point));
    loops().forEach(use -> all.add("loop " + use.device() + " <- " + use.backing()));
    processes().forEach(process -> all.add("process " + process));
    return all;
  }

  /** Files of a pool that hold or held data; empty after the last volume has been deleted. */
  public static List<String> poolFiles(Path pool) {
    List<String> found = new ArrayList<>();
    for (String part : List.of("volumes", "snapshots", "groups", "staging", "trash")) {
      Path directory = pool.resolve(part);
      if (Files.isDirectory(directory)) {
        try (Stream<Path> entries = Files.list(directory)) {
          entries.map(Path::toString).forEach(found::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return found;
  }

  /**
   * A loop device and its backing file.
   *
   * @param device such as {@code /dev/loop3}
   * @param backing the path sysfs shows, with " (deleted)" after it for an unlinked file
   */
  public record LoopUse(Path device, String backing) {}

  private static List<String> readIfThere(Path file) {
    try {
      return List.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException gone) {
      return List.of();
    }
  }

  private static String unescape(String text) {
    return text.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
  }
}
