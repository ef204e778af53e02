package io.cistern.cli.command;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.pool.lvm.LvmPlace;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where an LVM pool is, in place of a directory. */
final class LvmOption {
  /** What a pool is made of. */
  enum Backend {
    LOOP,
    LVM
  }

  @Option(
      names = "--backend",
      paramLabel = "BACKEND",
      description = "loop, a pool in a directory, or lvm; what else is given says it, too")
  private Optional<Backend> backend = Optional.empty();

  @Option(
      names = "--vg",
      paramLabel = "NAME",
      description = "an LVM pool in this volume group, in place of a directory")
  private Optional<String> group = Optional.empty();

  @Option(
      names = "--thin-pool",
      paramLabel = "NAME",
      description = "which thin pool of the volume group; " + LvmPlace.THIN_POOL + " by default")
  private Optional<String> thinPool = Optional.empty();

  /**
   * The pool that was asked for, or empty for one in a directory.
   *
   * @throws CommandFailure usage if both were asked for
   */
  Optional<LvmPlace> place(Optional<Path> directory) {
    if (group.isEmpty()) {
      if (thinPool.isPresent()) {
        throw new CommandFailure(ExitCode.USAGE, "--thin-pool goes with --vg", "");
      }
      if (backend.equals(Optional.of(Backend.LVM))) {
        throw new CommandFailure(ExitCode.USAGE, "--backend lvm needs --vg", "");
      }
      return Optional.empty();
    }
    if (backend.equals(Optional.of(Backend.LOOP))) {
      throw new CommandFailure(ExitCode.USAGE, "--vg goes with --backend lvm", "");
    }
    if (directory.isPresent()) {
      throw new CommandFailure(ExitCode.USAGE, "a pool is in DIR or in --vg, not in both", "");
    }
    return Optional.of(new LvmPlace(group.get(), thinPool.orElse(LvmPlace.THIN_POOL)));
  }

  /** Refuses what only makes sense with a volume group. */
  void requireGroupFor(DevicesOption devices) {
    if (group.isEmpty() && !devices.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "--devices goes with --vg", "");
    }
  }
}
