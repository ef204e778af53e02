package io.cistern.node.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.linux.DeviceNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A pod as the node sees it: paths of kubelet's and a cgroup, in whichever hierarchy this machine
 * limits I/O. Its cgroup goes when it is closed.
 */
final class TestPod implements AutoCloseable {
  private static final Path UNIFIED = Path.of("/sys/fs/cgroup");
  private static final Path LEGACY = UNIFIED.resolve("blkio");

  private final Path kubelet;
  private final String uid = UUID.randomUUID().toString();
  private final List<Path> made = new ArrayList<>();

  TestPod(TestNode node) {
    this.kubelet = node.root().resolve("kubelet");
  }

  static void requireController() {
    assumeTrue(
        isUnified() || Files.exists(LEGACY.resolve("blkio.throttle.read_bps_device")),
        "no cgroup controller of I/O is mounted on this machine");
  }

  private static boolean isUnified() {
    try {
      Path controllers = UNIFIED.resolve("cgroup.controllers");
      return Files.exists(controllers)
          && List.of(Files.readString(controllers).strip().split(" ")).contains("io");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As kubelet makes it before the pod's containers start. */
  TestPod withCgroup() throws IOException {
    Path directory = isUnified() ? UNIFIED : LEGACY;
    for (String name : List.of("kubepods", "burstable", "pod" + uid)) {
      if (isUnified()) {
        Files.writeString(
            directory.resolve("cgroup.subtree_control"), "+io", StandardOpenOption.WRITE);
      }
      directory = directory.resolve(name);
      if (!Files.exists(directory)) {
        Files.createDirectory(directory);
        made.addFirst(directory);
      }
    }
    return this;
  }

  private Path cgroup() {
    return (isUnified() ? UNIFIED : LEGACY).resolve("kubepods/burstable/pod" + uid);
  }

  Path mountTarget() throws IOException {
    return Files.createDirectories(
            kubelet.resolve("pods").resolve(uid).resolve("volumes/kubernetes.io~csi/pvc"))
        .resolve("mount");
  }

  Path deviceTarget() throws IOException {
    return Files.createDirectories(
            kubelet.resolve("plugins/kubernetes.io/csi/volumeDevices/publish/pvc"))
        .resolve(uid);
  }

  /** How many bytes a second the kernel lets it write; 0 for no limit. */
  long writeBandwidth(DeviceNumber device) throws IOException {
    return isUnified() ? unified(device, "wbps") : legacy(device, "write_bps");
  }

  /** How many reads a second. */
  long readIops(DeviceNumber device) throws IOException {
    return isUnified() ? unified(device, "riops") : legacy(device, "read_iops");
  }

  private long unified(DeviceNumber device, String key) throws IOException {
    for (String line : Files.readAllLines(cgroup().resolve("io.max"))) {
      if (line.startsWith(device + " ")) {
        String value = line.replaceFirst(".* " + key + "=(\\w+).*", "$1");
        return value.equals("max") ? 0 : Long.parseLong(value);
      }
    }
    return 0;
  }

  private long legacy(DeviceNumber device, String key) throws IOException {
    for (String line : Files.readAllLines(cgroup().resolve("blkio.throttle." + key + "_device"))) {
      if (line.startsWith(device + " ")) {
        return Long.parseLong(line.substring(line.indexOf(' ') + 1));
      }
    }
    return 0;
  }

  /** As if the cgroup had been made anew. */
  void forgetLimits(DeviceNumber device) throws IOException {
    if (isUnified()) {
      Files.writeString(
          cgroup().resolve("io.max"),
          device + " rbps=max wbps=max riops=max wiops=max",
          StandardOpenOption.WRITE);
      return;
    }
    for (String key : List.of("read_bps", "write_bps", "read_iops", "write_iops")) {
      Files.writeString(
          cgroup().resolve("blkio.throttle." + key + "_device"),
          device + " 0",
          StandardOpenOption.WRITE);
    }
  }

  /** Runs a program in the pod; how long it took in seconds. */
  double run(String command) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder("sh", "-ec", "echo $$ > " + cgroup() + "/cgroup.procs; " + command)
            .inheritIO()
            .start();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(command + " failed in the pod");
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  @Override
  public void close() throws IOException {
    for (Path directory : made) {
      Files.deleteIfExists(directory);
    }
  }
}
