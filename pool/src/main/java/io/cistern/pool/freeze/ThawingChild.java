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
import java.util.stream.Stream;

/**
 * A process that thaws filesystems when this one dies, even by SIGKILL. It holds them open, reads
 * from a pipe what is frozen, and thaws that if the pipe ends without {@code done}.
 */
final class ThawingChild implements AutoCloseable {
  /** POSIX shells redirect descriptors of one digit; 0 to 2 are taken. */
  static final int MOST = 6;

  private static final int FIRST = 3;
  private static final long PATIENCE_SECONDS = 5;
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      frozen=
      last=
      echo ready
      while read -r word number; do
        case $word in
          freeze) frozen="$frozen $last"; last=$number ;;
          forget) last= ;;
          done) exit 0 ;;
        esac
      done
      for number in $frozen $last; do
        fsfreeze --unfreeze "/proc/self/fd/$number"
      done
      """;

  private final Process process;
  private final Writer orders;

  private ThawingChild(Process process) {
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.US_ASCII);
  }

  /**
   * Starts a child that is ready when this returns.
   *
   * @param filesystems at most {@link #MOST}
   * @throws PoolError.Precondition if it cannot be: then nothing may be frozen
   */
  static ThawingChild start(List<MountedFilesystem> filesystems) {
    List<String> command = new ArrayList<>();
    StringBuilder opening = new StringBuilder("exec");
    for (int i = 0; i < filesystems.size(); i++) {
      opening.append(" %d<\"$%d\"".formatted(FIRST + i, i + 1));
    }
    Stream.of("/bin/sh", "-c", opening + "\n" + SCRIPT, "cistern-thaw").forEach(command::add);
    filesystems.forEach(filesystem -> command.add(filesystem.directory().path().toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    try {
      ThawingChild child = new ThawingChild(builder.start());
      child.requireReady(filesystems);
      return child;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void requireReady(List<MountedFilesystem> filesystems) throws IOException {
    try (BufferedReader answer = process.inputReader(StandardCharsets.US_ASCII)) {
      if (!"ready".equals(answer.readLine())) {
        throw new IOException("it did not start");
      }
      for (int i = 0; i < filesystems.size(); i++) {
        requireSame(filesystems.get(i), FIRST + i);
      }
    } catch (IOException | LinuxException e) {
      process.destroyForcibly();
      throw e instanceof IOException io ? io : new IOException(e);
    }
  }

  /** It opened a path by name, so what it got has to be looked at as well. */
  private void requireSame(MountedFilesystem filesystem, int number) throws IOException {
    FileStatus ours = filesystem.directory().fstat();
    FileStatus its = FileStatus.of(Path.of("/proc/" + process.pid() + "/fd/" + number));
    if (ours.inode() != its.inode() || !ours.device().equals(its.device())) {
      throw new IOException(filesystem.directory().path() + " changed meanwhile");
    }
  }

  /** From now on it thaws this one of its filesystems. */
  void willFreeze(int index) {
    order("freeze " + (FIRST + index));
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
