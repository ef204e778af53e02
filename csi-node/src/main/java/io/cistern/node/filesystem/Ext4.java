package io.cistern.node.filesystem;

import io.cistern.linux.DeviceNumber;
import io.cistern.node.error.NodeError;
import io.cistern.pool.model.FsType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ext4: the default.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/mke2fs.8.html">mke2fs(8)</a>
 * @see <a href="https://man7.org/linux/man-pages/man8/e2fsck.8.html">e2fsck(8)</a>
 */
public record Ext4() implements Filesystem {
  private static final Duration MAKING = Duration.ofMinutes(10);
  private static final Duration CHECKING = Duration.ofHours(2);
  private static final Pattern VERSION = Pattern.compile("mke2fs (\\d+)\\.(\\d+)");
  private static final int CORRECTED = 3;
  private static final int UNCORRECTED = 4;

  /** Asked once: an image of a service does not change while it runs. */
  private static volatile Optional<Boolean> zeroedStorage = Optional.empty();

  @Override
  public FsType type() {
    return FsType.EXT4;
  }

  @Override
  public void make(Path device, boolean neverWritten) {
    // Told that the device is zero, mke2fs need not write the inode tables, nor the kernel later.
    String options =
        neverWritten && knowsZeroedStorage() ? "nodiscard,assume_storage_prezeroed=1" : "nodiscard";
    Tool.named("mkfs.ext4")
        .runOrFail(
            MAKING,
            List.of(
                "-F",
                "-q",
                "-b",
                "4096",
                "-m",
                "0",
                "-e",
                "remount-ro",
                "-E",
                options,
                device.toString()));
  }

  private static boolean knowsZeroedStorage() {
    if (zeroedStorage.isEmpty()) {
      String said = Tool.named("mkfs.ext4").run(MAKING, List.of("-V")).output();
      Matcher version = VERSION.matcher(said);
      zeroedStorage =
          Optional.of(
              version.find()
                  && (Integer.parseInt(version.group(1)) > 1
                      || Integer.parseInt(version.group(2)) >= 47));
    }
    return zeroedStorage.get();
  }

  @Override
  public void check(Path device) {
    check(List.of("-p", device.toString()), device);
  }

  private static void check(List<String> arguments, Path device) {
    Tool.Outcome outcome = Tool.named("e2fsck").run(CHECKING, arguments);
    if ((outcome.exitCode() & ~CORRECTED) == 0) {
      return;
    }
    if ((outcome.exitCode() & UNCORRECTED) != 0) {
      throw NodeError.corrupt(
          "e2fsck found damage that it does not repair unasked; snapshot the volume, then run"
              + " 'e2fsck -f' on "
              + device
              + ": "
              + outcome.output());
    }
    throw NodeError.failed(
        "e2fsck failed with exit code %d: %s".formatted(outcome.exitCode(), outcome.output()));
  }

  @Override
  public boolean growUnmounted(Path device) {
    // resize2fs wants a full check before, however clean the filesystem says it is.
    check(List.of("-f", "-p", device.toString()), device);
    Tool.named("resize2fs").runOrFail(CHECKING, List.of(device.toString()));
    return true;
  }

  @Override
  public Optional<String> requiredOption() {
    return Optional.empty();
  }

  @Override
  public Optional<String> recordedErrors(DeviceNumber device) {
    return Sysfs.blockName(device)
        .flatMap(name -> Sysfs.read(Path.of("/sys/fs/ext4", name, "errors_count")))
        .filter(count -> !count.equals("0"))
        .map(count -> "ext4 has recorded " + count + " errors");
  }
}
