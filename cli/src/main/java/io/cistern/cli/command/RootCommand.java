package io.cistern.cli.command;

import picocli.CommandLine.Command;

/** {@code cistern} alone, which is no command. */
@Command(
    name = "cistern",
    mixinStandardHelpOptions = true,
    version = "cistern 0.1.0",
    description = "Volumes and snapshots from this machine's disks, over CSI.")
final class RootCommand {}
