package io.cistern.protocol.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TerminationTest {

  @Test
  void sigtermDoesWhatItMeansAndNothingElse() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var said = child.inputReader()) {
      assertThat(said.readLine()).isEqualTo("waiting");
      // Process.destroy would close what it says, too.
      child.toHandle().destroy();
      assertThat(said.readLine()).isEqualTo("told");
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).isZero();
    } finally {
      child.destroyForcibly();
    }
  }

  /** Waits until it is told to stop. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws InterruptedException {
      Termination.means(
          () -> {
            System.out.println("told");
            System.exit(0);
          });
      System.out.println("waiting");
      Thread.sleep(60_000);
    }
  }
}
