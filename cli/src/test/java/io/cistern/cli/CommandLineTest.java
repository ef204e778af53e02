package io.cistern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "volume",
        "volume create",
        "volume create a --size 10Zi",
        "volume create a b",
        "volume create a --block --fs xfs",
        "volume list -o yaml",
        "bucket",
        "bucket create",
        "bucket delete a b",
        "bucket usage -o yaml",
        "bucket list --endpoint-url ftp://nowhere",
        "up --http-port 99999",
        "up --pool nonsense",
        "pool init --backend lvm",
        "pool init --backend loop --vg data",
        "pool init --backend floppy",
        "pool check --vg data directory"
      })
  void whatCanNeverBeRightExitsWithTwo(String line) {
    Cli.Result result = new Cli().run(line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).isNotBlank();
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aServiceThatDoesNotRunExitsWithFourAndSaysWhatToDo(@TempDir Path directory) {
    Cli.Result result = new Cli("--data-dir", directory.toString()).run("volume", "list");
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err())
        .contains("no service answers at unix://" + directory, "remedy: `cistern up`");
  }

  @Test
  void aGatewayThatDoesNotRunExitsWithFourAndSaysWhatToDo(@TempDir Path directory) {
    Cli cli = new Cli("--data-dir", directory.toString());
    for (String command : List.of("list", "usage", "check")) {
      Cli.Result result = cli.run("bucket", command);
      assertThat(result.exitCode()).isEqualTo(4);
      assertThat(result.err()).contains("cistern up");
    }
  }

  @Test
  void theStatusOfNothingSaysStoppedAndExitsWithFour(@TempDir Path directory) {
    Cli cli = new Cli("--data-dir", directory.toString());
    Cli.Result table = cli.run("status");
    assertThat(table.exitCode()).isEqualTo(4);
    assertThat(table.out()).contains("node        stopped");
    assertThat(cli.run("status", "-o", "json").out()).contains("\"state\" : \"stopped\"");
  }

  @Test
  void helpIsNoError() {
    assertThat(new Cli().run("volume", "create", "--help").succeeded().out())
        .contains("--size", "NAME");
  }
}
