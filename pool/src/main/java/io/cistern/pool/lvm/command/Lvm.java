package io.cistern.pool.lvm.command;

import io.cistern.pool.model.PoolError;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@code lvm} without a shell, in the C locale, with a configuration that leaves the machine's
 * own daemons out of it. Which devices it looks at is the machine's own configuration's affair;
 * what is inside volumes it never looks at, whatever that says.
 *
 * <p>What it suspends is never what the machine runs from, so it reserves a megabyte for that time
 * and not eight, of which it would touch and lock every page, each time.
 *
 * <p>It is not ended when this process dies, nor killed when it takes too long: half-way it may
 * have suspended devices, and only it resumes them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/lvm.8.html">lvm(8)</a>
 * @see <a href="https://man7.org/linux/man-pages/man5/lvm.conf.5.html">lvm.conf(5)</a>
 */
public final class Lvm {
  /** Where it is on Debian and its like. */
  public static final Path PROGRAM = Path.of("/usr/sbin/lvm");

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path UDEV = Path.of("/run/udev/control");
  private static final String CONFIGURATION =
      """
      activation{udev_sync=%1$d udev_rules=%1$d verify_udev_operations=0 monitoring=0 \
      thin_pool_autoextend_threshold=100 error_when_full=1 reserved_memory=1024} \
      devices{scan_lvs=0 obtain_device_list_from_udev=%1$d} \
      backup{backup=0 archive=0} \
      global{event_activation=0 notify_dbus=0 use_lvmpolld=0} \
      log{prefix="" command_names=0}""";

  private final Path program;
  private final boolean udev;

  /**
   * @param program the command
   */
  public Lvm(Path program) {
    this.program = program;
    this.udev = Files.exists(UDEV);
  }

  /**
   * Runs a command to its end.
   *
   * @return what it printed
   * @throws PoolError as {@link LvmErrors} says; whether anything was changed is then unknown
   */
  public String run(String command, List<String> arguments) {
    List<String> words =
        Stream.concat(
                Stream.of(
                    program.toString(), command, "--config", CONFIGURATION.formatted(udev ? 1 : 0)),
                arguments.stream())
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("PATH", "/usr/sbin:/sbin:/usr/bin:/bin");
    builder.environment().put("LVM_SUPPRESS_FD_WARNINGS", "1");
    if (!udev) {
      builder.environment().put("DM_DISABLE_UDEV", "1");
    }
    try {
      return finish(builder.start(), command);
    } catch (IOException cannotStart) {
      throw new PoolError.Io(
          "cannot run " + program + ": " + cannotStart.getMessage(), cannotStart);
    }
  }

  /** As {@link #run(String, List)}. */
  public String run(String command, String... arguments) {
    return run(command, Arrays.asList(arguments));
  }

  /** Runs a command with a number of tags put on what it makes, or added to what it changes. */
  public void tagging(String command, Iterable<String> tags, List<String> arguments) {
    List<String> words = new ArrayList<>();
    for (String tag : tags) {
      words.add("--addtag");
      words.add(tag);
    }
    words.addAll(arguments);
    run(command, words);
  }

  private static String finish(Process process, String command) {
    CompletableFuture<String> output = ProcessOutput.text(process.getInputStream());
    CompletableFuture<String> complaints = ProcessOutput.text(process.getErrorStream());
    boolean ended = ended(process);
    if (!ended) {
      throw new PoolError.Io(
          "%s was not done after %d s, and goes on".formatted(command, LIMIT.toSeconds()),
          new IOException("time limit"));
    }
    if (process.exitValue() != 0) {
      throw LvmErrors.of(command, process.exitValue(), complaints.join());
    }
    return output.join();
  }

  /** Waits through interruptions: what it does cannot be called off. */
  private static boolean ended(Process process) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
