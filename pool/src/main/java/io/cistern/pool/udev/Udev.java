package io.cistern.pool.udev;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * The udev of a machine, if one runs there.
 *
 * @param directory where it keeps what is so until the machine restarts
 * @param unseen new rules may be unseen for this long: it looks for them when something happens to
 *     a device, every three seconds at most
 * @see <a href="https://man7.org/linux/man-pages/man7/udev.7.html">udev(7)</a>
 */
public record Udev(Path directory, Duration unseen) {
  public static final Udev OF_THIS_MACHINE = new Udev(Path.of("/run/udev"), Duration.ofSeconds(4));

  private static final Logger LOG = System.getLogger(Udev.class.getName());

  /** Before those of device mapper and of disks, whatever a distribution has them begin with. */
  private static final String FILE = "05-cistern.rules";

  private static final String RULES =
      """
      # Written by Cistern. What is inside its volumes belongs to whoever uses them: this machine is
      # not to find filesystems there to mount, nor volume groups and arrays to start.
      SUBSYSTEM!="block", GOTO="cistern_end"
      KERNEL=="dm-*", ATTR{dm/uuid}=="LVM-*", \
      ATTR{dm/name}=="*-cistern--volume--*|*-cistern--snapshot--*|*-cistern--cut--*", \
      ENV{DM_UDEV_DISABLE_DISK_RULES_FLAG}="1", OPTIONS:="nowatch"
      KERNEL=="loop*", \
      ATTR{loop/backing_file}=="*/volumes/????????-????-????-????-????????????/data.img", \
      ENV{UDEV_DISABLE_PERSISTENT_STORAGE_RULES_FLAG}="1", OPTIONS:="nowatch"
      LABEL="cistern_end"
      """;

  /** Whether it runs. */
  public boolean runs() {
    return Files.exists(directory.resolve("control"));
  }

  /**
   * Has it look for nothing inside volumes, from now on until the machine restarts. On return it
   * knows. Where it cannot be told, volumes work all the same, and the log says so.
   */
  public void leaveVolumesAlone() {
    if (!runs()) {
      return;
    }
    Path rules = directory.resolve("rules.d").resolve(FILE);
    try {
      if (!Files.exists(rules) || !Files.readString(rules).equals(RULES)) {
        write(rules);
      }
      // Somebody else may have written them just now.
      awaitSeen(Files.getLastModifiedTime(rules).toInstant());
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "udev cannot be told to look for nothing inside volumes: " + e.getMessage(),
          e);
    }
  }

  private static void write(Path rules) throws IOException {
    Path directory = Files.createDirectories(rules.getParent());
    Path whole =
        Files.createTempFile(
            directory,
            ".cistern",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    try {
      Files.writeString(whole, RULES);
      Files.move(whole, rules, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private void awaitSeen(Instant written) {
    long deadline = System.nanoTime() + unseen.minus(age(written)).toNanos();
    while (deadline - System.nanoTime() > 0) {
      LockSupport.parkNanos(deadline - System.nanoTime());
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  /** None if the clock was set back since. */
  private static Duration age(Instant written) {
    Duration age = Duration.between(written, Instant.now());
    return age.isNegative() ? Duration.ZERO : age;
  }
}
