package io.cistern.e2e.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Takes everything below one directory off the machine, whatever state a test left it in. */
final class Cleanup {
  private static final System.Logger LOG = System.getLogger(Cleanup.class.getName());

  private Cleanup() {}

  static void of(Path directory, List<ServiceProcess> processes) {
    processes.forEach(ServiceProcess::kill);
    keepLogs(directory, processes);
    Leftovers leftovers = new Leftovers(directory);
    // No test may leave a filesystem frozen; one that did must not hang the clean-up as well.
    leftovers.mounts().forEach(point -> quietly("fsfreeze", "--unfreeze", point.toString()));
    unmountAll(leftovers);
    if (leftovers.mounts().isEmpty()) {
      delete(directory);
    }
  }

  /**
   * A device comes free only after its filesystem has, and a filesystem after its device: a pool's
   * image holds the backing files of the volumes. So it goes round until all is gone.
   */
  static void unmountAll(Leftovers leftovers) {
    for (int round = 0; round < 5; round++) {
      for (Path point : leftovers.mounts()) {
        quietly("umount", point.toString());
      }
      for (Leftovers.LoopUse use : leftovers.loops()) {
        // What a device was told to refuse outlives its file, and would be the next user's
        // surprise.
        quietly("blockdev", "--setrw", use.device().toString());
        quietly("losetup", "-d", use.device().toString());
      }
    }
  }

  private static void quietly(String... command) {
    try {
      Commands.run(command);
    } catch (IllegalStateException failed) {
      LOG.log(System.Logger.Level.DEBUG, "not cleaned up yet: " + failed.getMessage());
    }
  }

  /** The services' output outlives the directory, for whoever asks why a test failed. */
  private static void keepLogs(Path directory, List<ServiceProcess> processes) {
    Path kept = Path.of(System.getProperty("basedir", "."), "target", "service-logs");
    for (ServiceProcess process : processes) {
      try {
        if (Files.exists(process.log())) {
          Files.createDirectories(kept);
          String run = directory.getFileName() + "-" + process.log().getFileName();
          Files.copy(process.log(), kept.resolve(run));
        }
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "the log of " + process + " was not kept", e);
      }
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "not removed: " + directory, e);
    }
  }
}
