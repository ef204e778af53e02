package io.cistern.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {
  private static final long THIS = ProcessHandle.current().pid();

  @TempDir private Path directory = Path.of("");

  @Test
  void aLivingProcessIsFoundAgainWithItsPorts() {
    PidFile.of(THIS, List.of(9812, 9000)).write(file());

    assertThat(PidFile.read(file()).map(PidFile::ports)).contains(List.of(9812, 9000));
    assertThat(PidFile.read(file()).flatMap(PidFile::process))
        .hasValueSatisfying(process -> assertThat(process.pid()).isEqualTo(THIS));
  }

  @Test
  void aNumberThatWentToAnotherProcessIsNotTakenForTheService() {
    PidFile mine = PidFile.of(THIS, List.of());

    assertThat(new PidFile(THIS, mine.startTicks() + 1, List.of()).process()).isEmpty();
  }

  @Test
  void aProcessThatEndedIsGone() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    PidFile file = PidFile.of(process.pid(), List.of());
    assertThat(file.process()).isPresent();

    process.destroyForcibly().waitFor();

    assertThat(file.process()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "7", "seven 8", "1 2 three", "99999999999999999999 1"})
  void aFileThatMakesNoSenseIsNone(String text) throws IOException {
    Files.writeString(file(), text);

    assertThat(PidFile.read(file())).isEmpty();
  }

  @Test
  void noFileIsNone() {
    assertThat(PidFile.read(file())).isEmpty();
  }

  private Path file() {
    return directory.resolve("node.pid");
  }
}
