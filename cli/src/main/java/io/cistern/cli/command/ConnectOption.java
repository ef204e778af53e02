package io.cistern.cli.command;

import io.cistern.cli.client.Endpoints;
import io.cistern.cli.client.ServiceClient;
import io.cistern.cli.service.DataDirectory;
import io.cistern.protocol.transport.Endpoint;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the services are that a command talks to. */
final class ConnectOption {
  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--controller-endpoint",
      paramLabel = "ENDPOINT",
      description = "unix:///x.sock or tcp://host:port; the data directory's by default")
  private String controller = "";

  @Option(
      names = "--node-endpoint",
      paramLabel = "ENDPOINT",
      description = "the same, for CSI Node")
  private String node = "";

  @Option(
      names = "--agent-endpoint",
      paramLabel = "ENDPOINT",
      description = "the same, for the pool agent")
  private String agent = "";

  DataDirectory data() {
    return data.data();
  }

  ServiceClient connect() {
    Endpoints defaults = data().endpoints();
    return new ServiceClient(
        new Endpoints(
            or(controller, defaults.controller()),
            or(node, defaults.node()),
            or(agent, defaults.agent())));
  }

  private static Endpoint or(String text, Endpoint fallback) {
    return text.isEmpty() ? fallback : Endpoint.parse(text);
  }
}
