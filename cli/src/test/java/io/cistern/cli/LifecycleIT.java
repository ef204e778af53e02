package io.cistern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.cli.kernel.Holdings;
import io.cistern.cli.service.DataDirectory;
import io.cistern.cli.service.Installation;
import io.cistern.cli.service.ServiceKind;
import io.cistern.cli.service.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands on real services, in the order of the README. */
class LifecycleIT {
  private Path directory = Path.of("/nonexistent");
  private Cli cli = new Cli();

  @BeforeEach
  void makeDirectory() throws IOException {
    Cli.requireServices();
    directory = Files.createTempDirectory("cistern-cli-").toRealPath();
    cli = new Cli("--data-dir", directory.resolve("data").toString());
  }

  @AfterEach
  void removeDirectory() {
    if (Files.exists(directory)) {
      cli.run("down", "--force");
      Holdings holdings = new Holdings(directory, "CISTERN_TEST=none");
      holdings.release();
      holdings.removeFiles();
    }
  }

  @Test
  void volumesLiveFromUpToDown() throws IOException {
    up();
    assertThat(cli.run("status").succeeded().out()).contains("ready", "default");
    up();
    Path target = directory.resolve("target");
    cli.run("volume", "create", "data", "--size", "64Mi").succeeded();
    cli.run("volume", "create", "data", "--size", "64Mi").succeeded();
    assertThat(cli.run("volume", "create", "data", "--size", "2Gi").exitCode()).isEqualTo(5);
    cli.run("volume", "stage", "data").succeeded();
    cli.run("volume", "publish", "data", target.toString()).succeeded();
    Files.writeString(target.resolve("file"), "before");
    assertThat(cli.run("volume", "show", "data").succeeded().out()).contains(target.toString());

    cli.run("volume", "snapshot", "data", "cut").succeeded();
    Files.writeString(target.resolve("file"), "after");
    cli.run("snapshot", "restore", "cut", "restored").succeeded();
    Path restored = directory.resolve("restored");
    cli.run("volume", "publish", "restored", restored.toString()).succeeded();
    assertThat(restored.resolve("file")).hasContent("before");
    assertThat(target.resolve("file")).hasContent("after");
    assertThat(cli.run("snapshot", "list", "-o", "json").succeeded().out())
        .contains("\"name\" : \"cut\"", "\"volume\" : \"data\"");

    assertThat(cli.run("volume", "delete", "data").exitCode()).isEqualTo(5);
    Cli.Result refused = cli.run("down");
    assertThat(refused.exitCode()).isEqualTo(5);
    assertThat(refused.err()).contains("data at " + target, "restored at " + restored);
    // The third is the gateway's.
    assertThat(cli.run("pool", "check").succeeded().out()).contains("3 volumes, 1 snapshots");

    cli.run("volume", "unpublish", "restored").succeeded();
    cli.run("volume", "unstage", "restored").succeeded();
    cli.run("volume", "delete", "restored").succeeded();
    assertThat(cli.run("volume", "show", "restored").exitCode()).isEqualTo(3);
    cli.run("down", "--force").succeeded();
    assertThat(target).doesNotExist();
    assertThat(new Holdings(directory, "CISTERN_TEST=none").describe()).isEmpty();

    up();
    cli.run("volume", "publish", "data", target.toString()).succeeded();
    assertThat(target.resolve("file")).hasContent("after");
  }

  @Test
  void servicesThatAnotherSupervisorStartedAreShownAsWell() throws IOException {
    up();
    for (ServiceKind kind : ServiceKind.values()) {
      Path pid = directory.resolve("data/run/" + kind.label() + ".pid");
      Files.move(pid, pid.resolveSibling(kind.label() + ".kept"));
    }
    assertThat(cli.run("status").succeeded().out())
        .contains("ready", "default")
        .doesNotContain("stopped");
    for (ServiceKind kind : ServiceKind.values()) {
      Path pid = directory.resolve("data/run/" + kind.label() + ".pid");
      Files.move(pid.resolveSibling(kind.label() + ".kept"), pid);
    }
    cli.run("down").succeeded();
    assertThat(cli.run("status").exitCode()).isEqualTo(4);
  }

  @Test
  void whatIsAttachedIsNotTakenDownWithoutTheNodeService() throws IOException {
    up();
    cli.run("volume", "create", "data", "--size", "64Mi").succeeded();
    cli.run("volume", "stage", "data").succeeded();
    Path data = directory.resolve("data");
    ProcessHandle node =
        new Services(new DataDirectory(data), Installation.ofProcess())
            .get(ServiceKind.NODE)
            .process()
            .orElseThrow();
    node.destroyForcibly();
    node.onExit().join();
    Cli.Result refused = cli.run("down");
    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).contains("/dev/loop", "remedy: `cistern up`");
    up();
    cli.run("down").succeeded();
    assertThat(new Holdings(directory, "CISTERN_TEST=none").describe()).isEmpty();
  }

  @Test
  void aPoolIsMadeShownAndChecked() {
    List<String> nothing = List.of();
    cli.run("pool", "init", "--size", "512Mi", "--name", "mine").succeeded();
    assertThat(cli.run("pool", "show").succeeded().out()).contains("mine", "loop");
    assertThat(cli.run("pool", "check", "--repair").succeeded().out()).contains("clean");
    assertThat(cli.run("pool", "init", "--name", "other").exitCode()).isEqualTo(5);
    assertThat(new Holdings(directory, "CISTERN_TEST=none").describe()).isEqualTo(nothing);
  }

  private void up() {
    cli.run("up", "--size", "1Gi", "--http-port", "0", "--s3-port", "0").succeeded();
  }
}
