package io.cistern.pool;

import io.cistern.linux.mapper.DeviceMapper;
import io.cistern.pool.lvm.command.Lvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine: missing on a laptop it is skipped, in CI it fails. */
public final class Privilege {
  private Privilege() {}

  /** Loop devices and mounts. */
  public static void requireRootWithLoopDevices() {
    require(
        "root".equals(System.getProperty("user.name"))
            && Files.isWritable(Path.of("/dev/loop-control")),
        "needs root and /dev/loop-control");
  }

  /** A program on the path. */
  public static void requireProgram(String name) {
    boolean found =
        Path.of("/usr/sbin", name).toFile().canExecute()
            || Path.of("/usr/bin", name).toFile().canExecute()
            || Path.of("/sbin", name).toFile().canExecute()
            || Path.of("/bin", name).toFile().canExecute();
    require(found, "needs the program " + name);
  }

  /**
   * Device mapper and LVM. Few kernels that CI gets to run on have them: {@code make test-lvm}
   * brings its own, and says by this variable that there is no excuse.
   */
  public static void requireDeviceMapper() {
    boolean met = DeviceMapper.isAvailable() && Lvm.PROGRAM.toFile().canExecute();
    if (!met && "true".equals(System.getenv("CISTERN_DEVICE_MAPPER"))) {
      Assertions.fail("needs device mapper and lvm2");
    }
    Assumptions.assumeTrue(met, "needs device mapper and lvm2; `make test-lvm` brings them");
  }

  private static void require(boolean met, String what) {
    if (!met && "true".equals(System.getenv("CI"))) {
      Assertions.fail(what);
    }
    Assumptions.assumeTrue(met, what);
  }
}
