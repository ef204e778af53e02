package io.cistern.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cistern.pool.model.PoolError;
import io.cistern.protocol.transport.CallListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningNodeTest {
  @TempDir private Path directory;

  private record Config(String agentEndpoint, String pool, Path directory) implements NodeConfig {
    @Override
    public Optional<String> id() {
      return Optional.of("node-1");
    }

    @Override
    public String csiEndpoint() {
      return "unix://" + directory.resolve("csi.sock");
    }

    @Override
    public List<String> agentEndpoints() {
      return List.of(agentEndpoint);
    }

    @Override
    public List<String> pools() {
      return List.of(pool);
    }

    @Override
    public OptionalLong maxVolumes() {
      return OptionalLong.empty();
    }

    @Override
    public HttpConfig http() {
      return new Http("127.0.0.1", 0);
    }
  }

  private record Http(String host, int port) implements HttpConfig {}

  private void start(String agentEndpoint, String pool) {
    RunningNode.start(
            new Config(agentEndpoint, pool, directory), Optional.empty(), CallListener.NONE, "0")
        .close();
  }

  @Test
  void anAgentIsNeverServedOverTcpWithoutTls() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start("tcp://127.0.0.1:0", "loop:" + directory))
        .withMessageContaining("mutual TLS");
  }

  @Test
  void aPoolThatIsNotThereOrNoPoolIsNamedAndNothingIsServed() {
    String endpoint = "unix://" + directory.resolve("agent.sock");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(endpoint, "nfs:/pool"))
        .withMessageContaining("nfs:/pool");
    assertThatExceptionOfType(PoolError.class)
        .isThrownBy(() -> start(endpoint, "loop:" + directory.resolve("none")))
        .withMessageContaining("none");
    assertThat(directory).isEmptyDirectory();
  }
}
