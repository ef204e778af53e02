package io.cistern.pool.lvm.command;

import io.cistern.pool.model.PoolError;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Runs {@code lvm} without a shell, in the C locale, with a configuration that leaves the machine's
 * own daemons out of it. Which devices it looks at is the machine's own configuration's affair;
 * what is inside volumes it never looks at, whatever that says.
 *
 * <p>It waits for no udev: where one runs that has no rules for device mapper, it would wait for
 * ever. The links in {@code /dev} are its own then.
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

  /** Longer than any command takes on a machine that works. */
  static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));
  private static final String CONFIGURATION =
      """
      activation{udev_sync=0 udev_rules=0 verify_udev_operations=0 monitoring=0 \
      thin_pool_autoextend_threshold=100 error_when_full=1 reserved_memory=1024} \
      devices{scan_lvs=0 obtain_device_list_from_udev=0} \
      backup{backup=0 archive=0} \
      global{event_activation=0 notify_dbus=0 use_lvmpolld=0} \
      log{prefix="" command_names=0}""";

  private final Path program;

  /**
   * @param program the command
   */
  public Lvm(Path program) {
    this.program = program;
  }

  /**
   * Runs a command to its end.
   *
   * @return what it printed
   * @throws PoolError as {@link LvmErrors} says; whether anything was changed is then unknown
   */
  public String run(String command, List<String> arguments) {
    return finish(
        start(
            builder(Stream.concat(Stream.of(command), configured(arguments).stream()))
                .redirectInput(NOTHING)),
        command);
  }

  /** As {@link #run(String, List)}. */
  public String run(String command, String... arguments) {
    return run(command, Arrays.asList(arguments));
  }

  /** Starts {@code lvm} without a command: it reads them, and reports to its standard error. */
  Process startShell() {
    ProcessBuilder builder = builder(Stream.of()).redirectOutput(Redirect.DISCARD);
    // Where it would keep a history.
    builder.environment().put("HOME", "/dev/null");
    builder.environment().put("LVM_COMMAND_PROFILE", "lvmdbusd");
    builder.environment().put("LVM_REPORT_FD", "2");
    builder.environment().put("LVM_ERR_FD", "1");
    return start(builder);
  }

  /** A command's arguments, with the configuration before them. */
  List<String> configured(List<String> arguments) {
    return Stream.concat(Stream.of("--config", CONFIGURATION), arguments.stream()).toList();
  }

  private ProcessBuilder builder(Stream<String> words) {
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(program.toString()), words).toList());
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("PATH", "/usr/sbin:/sbin:/usr/bin:/bin");
    builder.environment().put("LVM_SUPPRESS_FD_WARNINGS", "1");
    return builder;
  }

  private Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException cannotStart) {
      throw new PoolError.Io(
          "cannot run " + program + ": " + cannotStart.getMessage(), cannotStart);
    }
  }

  private static String finish(Process process, String command) {
    CompletableFuture<String> output = ProcessOutput.text(process.getInputStream());
    CompletableFuture<String> complaints = ProcessOutput.text(process.getErrorStream());
    if (!Uninterrupted.end(process, LIMIT)) {
      throw new PoolError.Io(
          "%s was not done after %d s, and goes on".formatted(command, LIMIT.toSeconds()),
          new IOException("time limit"));
    }
    if (process.exitValue() != 0) {
      throw LvmErrors.of(command, process.exitValue(), complaints.join());
    }
    return output.join();
  }
}
