package io.cistern.cli.command;

import io.cistern.cli.bucket.StoreVerification;
import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import io.cistern.cli.service.DataDirectory;
import io.cistern.cli.service.Installation;
import io.cistern.cli.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;

/** A store's directory that is there and, as far as can be told here, that no gateway uses. */
record StoreToCheck(Path directory) {
  private static final String COPY =
      "or check a restored snapshot of the volume cistern-s3, as docs/cli.md shows";

  /** Any. */
  static StoreToCheck in(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(
          ExitCode.NOT_FOUND, "there is no directory " + directory, "name that of a store");
    }
    return new StoreToCheck(directory.toAbsolutePath().normalize());
  }

  /** The one of a data directory's gateway, which must not run while its volume is mounted. */
  static StoreToCheck of(DataDirectory data) {
    Service gateway = S3Option.gateway(data);
    gateway
        .process()
        .ifPresent(
            process -> {
              throw new CommandFailure(
                  ExitCode.CONFLICT,
                  "the gateway runs and has its store open",
                  "`kill "
                      + process.pid()
                      + "` stops it alone and leaves its volume mounted, `cistern up` starts it"
                      + " again; "
                      + COPY);
            });
    Path store = data.store();
    if (!Files.isDirectory(store)) {
      throw new CommandFailure(
          ExitCode.UNAVAILABLE,
          "there is no store in " + store + ": the gateway's volume is not mounted",
          "`cistern up` mounts it; then stop the gateway alone, with `kill $(cut -d' ' -f1 "
              + data.pidFile(gateway.kind())
              + ")`; "
              + COPY);
    }
    return new StoreToCheck(store);
  }

  StoreVerification verification(boolean deep) {
    return new StoreVerification(Installation.ofProcess(), directory, deep);
  }
}
