package io.cistern.benchmarks.lvm;

import io.cistern.benchmarks.machine.Command;
import io.cistern.benchmarks.machine.Workspace;
import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.model.PoolError;
import java.nio.file.Path;

/**
 * A sparse file as a disk, for one volume group, which goes with the workspace.
 *
 * @param device of the disk
 * @param group the volume group's name, not made yet
 */
public record Disk(Path device, String group) {
  private static final String SIZE = "24G";

  /** Makes the file and attaches it. */
  public static Disk make(Workspace workspace, String name) {
    Path file = workspace.directory().resolve(name);
    Command.run("truncate", "-s", SIZE, file.toString());
    String device = Command.run("losetup", "-f", "--show", file.toString()).trim();
    String group = "cistern-bench-%s-%d".formatted(name, ProcessHandle.current().pid());
    workspace.beforeSweep(() -> remove(group));
    return new Disk(Path.of(device), group);
  }

  private static void remove(String group) {
    try {
      new Lvm(Lvm.PROGRAM).run("vgremove", "-y", "-f", group);
    } catch (PoolError.NotFound neverMade) {
      // Then there is nothing to remove.
    }
  }
}
