package io.cistern.cli.command;

import io.cistern.cli.client.GatewayClient;
import io.cistern.protocol.transport.Endpoint;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which gateway's users and quotas a command is about. */
final class GatewayOption {
  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--gateway-endpoint",
      paramLabel = "ENDPOINT",
      description = "unix:///x.sock; the data directory's by default")
  private String endpoint = "";

  GatewayClient connect() {
    return new GatewayClient(
        endpoint.isEmpty() ? data.data().gatewayAdmin() : Endpoint.parse(endpoint));
  }
}
