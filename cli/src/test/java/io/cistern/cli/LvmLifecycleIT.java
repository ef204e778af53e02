package io.cistern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.cli.kernel.Holdings;
import io.cistern.cli.service.DataDirectory;
import io.cistern.cli.service.Installation;
import io.cistern.cli.service.ServiceKind;
import io.cistern.cli.service.Services;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.loop.LoopOptions;
import io.cistern.linux.mapper.DeviceMapper;
import io.cistern.pool.lvm.command.Lvm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands on an LVM pool: made, brought up on, checked in use, taken down. */
class LvmLifecycleIT {
  private static final String GROUP = "cistern-cli-test";

  private Path directory = Path.of("/nonexistent");
  private Optional<LoopDevice> disk = Optional.empty();
  private Cli cli = new Cli();

  @BeforeEach
  void makeDisk() throws IOException {
    Assumptions.assumeTrue(
        DeviceMapper.isAvailable() || "true".equals(System.getenv("CISTERN_DEVICE_MAPPER")),
        "needs device mapper and lvm2; `make test-lvm` brings them");
    Cli.requireServices();
    directory = Files.createTempDirectory("cistern-cli-").toRealPath();
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("disk").toFile(), "rw")) {
      file.setLength(4L << 30);
    }
    disk =
        Optional.of(
            LoopDevices.attach(directory.resolve("disk"), new LoopOptions(false, false, 512)));
    cli = new Cli("--data-dir", directory.resolve("data").toString());
  }

  @AfterEach
  void removeDisk() {
    if (disk.isPresent()) {
      cli.run("down", "--force");
      new Lvm(Lvm.PROGRAM).run("vgremove", "-y", "-f", GROUP);
      disk.get().detach();
      Holdings holdings = new Holdings(directory, "CISTERN_TEST=none");
      holdings.release();
      holdings.removeFiles();
    }
  }

  @Test
  void aPoolInAVolumeGroupIsMadeUsedCheckedAndTakenDown() throws IOException {
    String device = disk.orElseThrow().path().toString();
    for (int again = 0; again < 2; again++) {
      cli.run("pool", "init", "--backend", "lvm", "--vg", GROUP, "--devices", device).succeeded();
    }
    assertThat(cli.run("pool", "show", "--vg", GROUP).succeeded().out()).contains("default", "lvm");
    assertThat(cli.run("pool", "init", "--vg", GROUP, "--name", "other").exitCode()).isEqualTo(5);
    up();
    assertThat(cli.run("up", "--pool", "lvm:other").exitCode()).isEqualTo(5);

    Path target = directory.resolve("target");
    cli.run("volume", "create", "data", "--size", "64Mi").succeeded();
    cli.run("volume", "publish", "data", target.toString()).succeeded();
    Files.writeString(target.resolve("file"), "before");
    cli.run("volume", "snapshot", "data", "cut").succeeded();
    Files.writeString(target.resolve("file"), "after");
    cli.run("volume", "expand", "data", "128Mi").succeeded();
    Path restored = directory.resolve("restored");
    cli.run("snapshot", "restore", "cut", "restored").succeeded();
    cli.run("volume", "publish", "restored", restored.toString()).succeeded();
    assertThat(restored.resolve("file")).hasContent("before");
    assertThat(target.resolve("file")).hasContent("after");
    assertThat(cli.run("pool", "check").succeeded().out())
        .contains("3 volumes, 1 snapshots", "clean (a service has it open");

    kill(ServiceKind.NODE);
    Cli.Result refused = cli.run("down");
    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).contains("/dev/dm-", "remedy: `cistern up`");
    up();
    assertThat(target.resolve("file")).hasContent("after");
    cli.run("down", "--force").succeeded();
    assertThat(target).doesNotExist();
    assertThat(cli.run("pool", "check", "--repair").succeeded().out()).contains("clean");
  }

  private void kill(ServiceKind kind) {
    ProcessHandle process =
        new Services(new DataDirectory(directory.resolve("data")), Installation.ofProcess())
            .get(kind)
            .process()
            .orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private void up() {
    cli.run("up", "--pool", "lvm:" + GROUP, "--http-port", "0", "--s3-port", "0").succeeded();
  }
}
