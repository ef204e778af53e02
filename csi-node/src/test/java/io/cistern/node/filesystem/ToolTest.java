package io.cistern.node.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cistern.node.error.NodeError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Tool SHELL = Tool.named("sh");

  @Test
  void bothStreamsAreKeptOnOneLineWithTheExitCode() {
    Tool.Outcome outcome = SHELL.run(LIMIT, List.of("-c", "echo out; echo err >&2; exit 3"));

    assertThat(outcome).isEqualTo(new Tool.Outcome(3, "out; err"));
  }

  @Test
  void theEndOfALongOutputIsKept() {
    String output = SHELL.runOrFail(LIMIT, List.of("-c", "seq 100000; echo last"));

    assertThat(output).hasSizeLessThanOrEqualTo(2000).endsWith("100000; last");
  }

  @Test
  void nothingOfOurEnvironmentReachesIt() {
    assertThat(SHELL.runOrFail(LIMIT, List.of("-c", "echo $HOME$JAVA_HOME$LC_ALL"))).isEqualTo("C");
  }

  @Test
  void whatDoesNotEndIsKilledAndSaidToBeLate() {
    assertThatExceptionOfType(NodeError.class)
        .isThrownBy(() -> SHELL.run(Duration.ofMillis(100), List.of("-c", "exec sleep 60")))
        .withMessageContaining("not done");
  }

  @Test
  void aMissingToolIsNamed() {
    assertThatExceptionOfType(NodeError.class)
        .isThrownBy(() -> Tool.named("mkfs.nothing"))
        .withMessageContaining("mkfs.nothing");
  }
}
