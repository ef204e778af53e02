package io.cistern.node.mounts;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds the processes that keep a mount busy, for the text of an error. */
final class Holders {
  private static final int SHOWN = 5;
  private static final Path PROC = Path.of("/proc");

  private Holders() {}

  /** Such as {@code "sqlite3 (pid 812), sh (pid 811)"}, or a sentence that none is seen. */
  static String of(Path mountPoint) {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (found.size() < SHOWN && holds(process, mountPoint)) {
          found.add(name(process) + " (pid " + process.getFileName() + ")");
        }
      }
    } catch (IOException unreadable) {
      return "its users cannot be listed";
    }
    return found.isEmpty()
        ? "no process of this namespace is seen to hold it"
        : "held by " + String.join(", ", found);
  }

  private static boolean holds(Path process, Path mountPoint) {
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return Stream.concat(Stream.of(process.resolve("cwd"), process.resolve("root")), open)
          .anyMatch(link -> leadsInto(link, mountPoint));
    } catch (IOException ended) {
      return false;
    }
  }

  private static boolean leadsInto(Path link, Path mountPoint) {
    try {
      return Files.readSymbolicLink(link).startsWith(mountPoint);
    } catch (IOException closed) {
      return false;
    }
  }

  private static String name(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip();
    } catch (IOException ended) {
      return "a process";
    }
  }
}
