package io.cistern.benchmarks.latency;

import io.cistern.benchmarks.machine.Command;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.loop.LoopOptions;
import io.cistern.linux.mount.Mounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What the kernel must do for a staged and published volume, and nothing else. */
final class BareMounts {
  private final Path directory;

  BareMounts(Path directory) {
    this.directory = directory;
  }

  /** The directories that an orchestrator makes. */
  void prepare(String name) {
    try {
      Files.createDirectories(staging(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** LOOP_CONFIGURE; mkfs if it is asked; mount; mkdir; bind mount. */
  LoopDevice stageAndPublish(String name, Path data, boolean format) {
    LoopDevice device = LoopDevices.attach(data, new LoopOptions(false, true, 512));
    if (format) {
      format(device.path());
    }
    Mounts.mount(device.path().toString(), staging(name), "ext4", Set.of(), "");
    try {
      Files.createDirectory(target(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Mounts.bind(staging(name), target(name));
    return device;
  }

  /** With the options that the node gives, so that the same is written. */
  private static void format(Path device) {
    Command.run(
        "mkfs.ext4",
        "-F",
        "-q",
        "-b",
        "4096",
        "-m",
        "0",
        "-e",
        "remount-ro",
        "-E",
        "nodiscard,assume_storage_prezeroed=1",
        device.toString());
  }

  void unpublishAndUnstage(String name, LoopDevice device) {
    Mounts.unmount(target(name));
    Mounts.unmount(staging(name));
    device.detach();
    try {
      Files.delete(target(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path staging(String name) {
    return directory.resolve(name).resolve("staging");
  }

  private Path target(String name) {
    return directory.resolve(name).resolve("target");
  }
}
