package io.cistern.cli.command;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.cli.kernel.DiskPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What a volume group is made of. */
final class DevicesOption {
  @Option(
      names = "--devices",
      paramLabel = "DEVICE",
      split = ",",
      description =
          "the empty disks that a new volume group is made of; a pattern such as"
              + " '/dev/disk/by-id/nvme-*' is for the whole disks that match it, and is not looked"
              + " at once the volume group is there")
  private List<String> devices = new ArrayList<>();

  boolean isEmpty() {
    return devices.isEmpty();
  }

  /** Those that are named, for a volume group that is there. */
  List<Path> named() {
    return devices.stream().filter(name -> !DiskPattern.isPattern(name)).map(Path::of).toList();
  }

  /**
   * All of them, for a volume group that has to be made.
   *
   * @throws CommandFailure if nothing matches a pattern
   */
  List<Path> all() {
    return devices.stream().flatMap(DevicesOption::disks).toList();
  }

  private static Stream<Path> disks(String name) {
    if (!DiskPattern.isPattern(name)) {
      return Stream.of(Path.of(name));
    }
    List<Path> found = new DiskPattern(name, DiskPattern.BLOCK_DEVICES).disks();
    if (found.isEmpty()) {
      throw new CommandFailure(ExitCode.NOT_FOUND, "no disk is called " + name, "");
    }
    return found.stream();
  }
}
