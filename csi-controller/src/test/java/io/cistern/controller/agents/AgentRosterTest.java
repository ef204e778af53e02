package io.cistern.controller.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.controller.testing.TestAgent;
import io.cistern.pool.model.ByteSize;
import io.cistern.protocol.transport.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentRosterTest {
  private static Agents agents(AgentAddress... addresses) {
    return new Agents(new AgentRoster(List.of(addresses), Optional.empty(), Deadlines.DEFAULT));
  }

  @Test
  void anAddressIsAnEndpointOrANameOfSeveral() {
    assertThat(AgentAddress.parse("dns:///agents.example:9812"))
        .isEqualTo(new AgentAddress.Named("agents.example", 9812));
    assertThat(AgentAddress.parse("tcp://agent.example:9812"))
        .isEqualTo(new AgentAddress.Single(new Endpoint.Tcp("agent.example", 9812)));
    assertThat(AgentAddress.parse("unix:///run/agent.sock"))
        .isEqualTo(new AgentAddress.Single(new Endpoint.UnixSocket(Path.of("/run/agent.sock"))));
    assertThatThrownBy(() -> AgentAddress.parse("dns://agents.example"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theAgentsBehindANameAreFound() {
    try (TestAgent agent =
        new TestAgent(new Endpoint.Tcp("127.0.0.1", 0), "node-1", "fast", ByteSize.ofGiB(1))
            .start()) {
      Endpoint.Tcp endpoint = (Endpoint.Tcp) agent.endpoint();
      try (Agents agents = agents(new AgentAddress.Named("127.0.0.1", endpoint.port()))) {
        assertThat(agents.survey().allPools())
            .extracting(PoolView::id)
            .containsExactly(agent.pool().info().id());
        assertThat(agents.haveAnswered()).isTrue();
      }
    }
  }

  @Test
  void anAgentKnownByTwoAddressesIsOne() {
    try (TestAgent agent =
        new TestAgent(new Endpoint.Tcp("127.0.0.1", 0), "node-1", "fast", ByteSize.ofGiB(1))
            .start()) {
      Endpoint.Tcp endpoint = (Endpoint.Tcp) agent.endpoint();
      try (Agents agents =
          agents(
              new AgentAddress.Single(endpoint),
              new AgentAddress.Single(new Endpoint.Tcp("localhost", endpoint.port())))) {
        assertThat(agents.survey().pools()).hasSize(1);
      }
    }
  }

  @Test
  void aNameThatDoesNotResolveIsNoAgentAndNoError() {
    try (Agents agents = agents(new AgentAddress.Named("no-such-name.invalid", 1))) {
      assertThat(agents.survey().pools()).isEmpty();
      assertThat(agents.haveAnswered()).isFalse();
    }
  }
}
