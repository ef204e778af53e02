package io.cistern.cli.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which process a service is. A number alone may be someone else's by now; with the time its
 * process started it is not.
 *
 * @param pid its number
 * @param startTicks when it started, field 22 of its {@code stat}
 * @param ports where it serves HTTP
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
record PidFile(long pid, long startTicks, List<Integer> ports) {
  private static final int START_TIME = 22;
  private static final int AFTER_NAME = 3;

  PidFile {
    ports = List.copyOf(ports);
  }

  static PidFile of(long pid, List<Integer> ports) {
    return new PidFile(pid, startTicks(pid).orElse(0L), ports);
  }

  /** The process, if it is alive and the one that was started. */
  Optional<ProcessHandle> process() {
    return startTicks(pid).filter(ticks -> ticks == startTicks).flatMap(_ -> ProcessHandle.of(pid));
  }

  /** What was written; empty if nothing, or nothing that makes sense. */
  static Optional<PidFile> read(Path file) {
    try {
      List<Long> numbers =
          Arrays.stream(Files.readString(file).strip().split(" ", -1)).map(Long::valueOf).toList();
      List<Integer> ports = new ArrayList<>();
      numbers.stream().skip(2).forEach(port -> ports.add(port.intValue()));
      return numbers.size() < 2
          ? Optional.empty()
          : Optional.of(new PidFile(numbers.get(0), numbers.get(1), ports));
    } catch (NoSuchFileException | NumberFormatException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Path file) {
    String text =
        pid
            + " "
            + startTicks
            + ports.stream().map(port -> " " + port).collect(Collectors.joining())
            + "\n";
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(unfinished, text);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Long> startTicks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      boolean ended = fields[0].equals("Z") || fields[0].equals("X");
      return ended ? Optional.empty() : Optional.of(Long.valueOf(fields[START_TIME - AFTER_NAME]));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
