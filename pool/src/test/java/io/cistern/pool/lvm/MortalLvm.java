package io.cistern.pool.lvm;

import io.cistern.pool.lvm.command.Lvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * An {@code lvm} that ends at a certain command, before or after it: from then on it does nothing
 * but fail, as if nobody were there to run it. It has no shell, so each command is a process.
 *
 * @param directory of its program and its state
 */
record MortalLvm(Path directory) {
  private static final String SCRIPT =
      """
      #!/bin/sh
      [ $# -gt 0 ] || exit 98
      cd "${0%%/*}" || exit 98
      read -r count < count
      count=$((count + 1))
      echo "$count" > count
      read -r last after < last
      [ "$count" -gt "$last" ] && exit 99
      [ "$count" -eq "$last" ] && [ "$after" = false ] && exit 99
      %s "$@"
      status=$?
      [ "$count" -eq "$last" ] && exit 99
      exit $status
      """;

  static MortalLvm in(Path parent) throws IOException {
    MortalLvm lvm = new MortalLvm(Files.createDirectory(parent.resolve("mortal")));
    Files.writeString(lvm.program(), SCRIPT.formatted(Lvm.PROGRAM));
    Files.setPosixFilePermissions(lvm.program(), PosixFilePermissions.fromString("rwx------"));
    lvm.dieAt(Integer.MAX_VALUE, false);
    return lvm;
  }

  Path program() {
    return directory.resolve("lvm");
  }

  /** Counts from here; the command of this number is its last. */
  void dieAt(int command, boolean after) throws IOException {
    Files.writeString(directory.resolve("last"), command + " " + after + "\n");
    Files.writeString(directory.resolve("count"), "0\n");
  }

  int commands() throws IOException {
    return Integer.parseInt(Files.readString(directory.resolve("count")).strip());
  }
}
