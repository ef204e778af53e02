package io.cistern.cli.failure;

import io.cistern.linux.FileStatus;
import java.nio.file.Path;

/** Whether this process may do what only root may. */
public final class Root {
  private Root() {}

  /** Whether the process runs as user 0. */
  public static boolean is() {
    return FileStatus.of(Path.of("/proc", Long.toString(ProcessHandle.current().pid()))).uid() == 0;
  }

  /**
   * Refuses to go on without.
   *
   * @param what the command does that needs it
   */
  public static void require(String what) {
    if (!is()) {
      throw new CommandFailure(
          ExitCode.FAILURE, "this needs root: " + what, "run it again with sudo");
    }
  }
}
