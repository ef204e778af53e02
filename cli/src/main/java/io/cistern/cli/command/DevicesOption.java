package io.cistern.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a volume group is made of. */
final class DevicesOption {
  @Option(
      names = "--devices",
      paramLabel = "DEVICE",
      split = ",",
      description = "the empty disks that a new volume group is made of")
  private List<Path> devices = new ArrayList<>();

  List<Path> devices() {
    return devices;
  }
}
