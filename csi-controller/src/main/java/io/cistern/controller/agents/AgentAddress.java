package io.cistern.controller.agents;

import io.cistern.protocol.transport.Endpoint;

/** Where agents are to be found, as the configuration says it. */
public sealed interface AgentAddress {

  /**
   * One agent.
   *
   * @param endpoint where it listens
   */
  record Single(Endpoint endpoint) implements AgentAddress {}

  /**
   * All the addresses of a name, such as a headless Kubernetes service. In Kubernetes that service
   * must publish addresses that are not ready: an agent that is down has to stay known. One that
   * vanishes, as while its pod is replaced, is missed where its node is asked for ({@link
   * Survey#unheardOf}), and is not in lists.
   *
   * @param host the name; the agents' certificates are for it
   * @param port the port of all of them
   */
  record Named(String host, int port) implements AgentAddress {}

  /**
   * Reads an {@link Endpoint}, or {@code dns:///host:port}.
   *
   * @throws IllegalArgumentException naming the text, for anything else
   */
  static AgentAddress parse(String text) {
    if (text.startsWith("dns:///")) {
      Endpoint endpoint = Endpoint.parse("tcp://" + text.substring("dns:///".length()));
      if (endpoint instanceof Endpoint.Tcp tcp) {
        return new Named(tcp.host(), tcp.port());
      }
    }
    return new Single(Endpoint.parse(text));
  }
}
