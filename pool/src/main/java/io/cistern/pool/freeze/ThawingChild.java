package io.cistern.pool.freeze;

import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.pool.model.PoolError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that thaws filesystems and resumes devices when this one dies, even by SIGKILL. It
 * holds the filesystems open, reads from a pipe what is frozen, and thaws that if the pipe ends
 * without {@code done}.
 */
final class ThawingChild implements AutoCloseable {
  /** POSIX shells redirect descriptors of one digit; 0 to 2 are taken. */
  static final int MOST = 6;

  private static final int FIRST = 3;
  private static final long PATIENCE_SECONDS = 5;

  /** What is frozen is a descriptor's number or a mapped device's uuid, which is longer. */
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      command -v fsfreeze >/dev/null || exit 1
      frozen=
      last=
      echo ready
      while read -r word what; do
        case $word in
          freeze) frozen="$frozen $last"; last=$what ;;
          forget) last= ;;
          done) exit 0 ;;
        esac
      done
      for what in $frozen $last; do
        case $what in
          [0-9]) fsfreeze --unfreeze "/proc/self/fd/$what" ;;
          *) dmsetup resume --noudevsync --uuid "$what" ;;
        esac
      done
      """;

  private static final String NEEDS_DMSETUP = "command -v dmsetup >/dev/null || exit 1";

  private final List<String> names;
  private final Process process;
  private final Writer orders;

  private ThawingChild(List<String> names, Process process) {
    this.names = names;
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.US_ASCII);
  }

  /**
   * Starts a child that is ready when this returns.
   *
   * @param charges at most {@link #MOST}
   * @throws PoolError.Precondition if it cannot be: then nothing may be frozen
   */
  static ThawingChild start(List<Freezable> charges) {
    List<String> names = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    StringBuilder opening = new StringBuilder();
    for (Freezable charge : charges) {
      switch (charge) {
        case MountedFilesystem filesystem -> {
          names.add(Integer.toString(FIRST + paths.size()));
          paths.add(filesystem.directory().path().toString());
          opening.append("exec %s<\"$%d\"\n".formatted(names.getLast(), paths.size()));
        }
        case MappedLayer layer -> {
          names.add(layer.uuid());
          opening.append(NEEDS_DMSETUP).append('\n');
        }
      }
    }
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", opening + SCRIPT, "cistern-thaw"));
    command.addAll(paths);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    // The device keeps its name and its links, so there is nothing for udev to do or wait for.
    builder.environment().put("DM_DISABLE_UDEV", "1");
    try {
      ThawingChild child = new ThawingChild(names, builder.start());
      child.requireReady(charges);
      return child;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void requireReady(List<Freezable> charges) throws IOException {
    try (BufferedReader answer = process.inputReader(StandardCharsets.US_ASCII)) {
      if (!"ready".equals(answer.readLine())) {
        throw new IOException("it did not start");
      }
      for (int i = 0; i < charges.size(); i++) {
        if (charges.get(i) instanceof MountedFilesystem filesystem) {
          requireSame(filesystem, names.get(i));
        }
      }
    } catch (IOException | LinuxException e) {
      process.destroyForcibly();
      throw e instanceof IOException io ? io : new IOException(e);
    }
  }

  /** It opened a path by name, so what it got has to be looked at as well. */
  private void requireSame(MountedFilesystem filesystem, String number) throws IOException {
    FileStatus ours = filesystem.directory().fstat();
    FileStatus its = FileStatus.of(Path.of("/proc/" + process.pid() + "/fd/" + number));
    if (ours.inode() != its.inode() || !ours.device().equals(its.device())) {
      throw new IOException(filesystem.directory().path() + " changed meanwhile");
    }
  }

  /** From now on it thaws this one of its charges. */
  void willFreeze(int index) {
    order("freeze " + names.get(index));
  }

  /** The last one was not ours to thaw. */
  void forgetLast() {
    order("forget");
  }

  private void order(String line) {
    try {
      orders.write(line + "\n");
      orders.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static PoolError failed(IOException e) {
    PoolError error =
        new PoolError.Precondition(
            "nothing is frozen, because the process that would thaw after a crash failed: "
                + e.getMessage());
    error.initCause(e);
    return error;
  }

  /**
   * Everything is thawed: it goes without doing anything. Gone when this returns, since as long as
   * it is there nobody can unmount.
   */
  @Override
  public void close() {
    try (orders) {
      orders.write("done\n");
    } catch (IOException e) {
      // It is dead, which is what was wanted of it.
      process.destroyForcibly();
    }
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
