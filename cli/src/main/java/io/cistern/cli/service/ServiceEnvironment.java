package io.cistern.cli.service;

import java.util.List;
import java.util.Map;

/** The configuration that makes a service one of a data directory. */
final class ServiceEnvironment {
  static final String POOLS = "CISTERN_NODE_POOLS";

  private ServiceEnvironment() {}

  static Map<String, String> of(ServiceKind kind, DataDirectory data, List<Integer> ports) {
    String httpPort = Integer.toString(ports.getFirst());
    return switch (kind) {
      case NODE ->
          Map.of(
              "CISTERN_NODE_CSI_ENDPOINT",
              data.endpoints().node().toString(),
              "CISTERN_NODE_AGENT_ENDPOINTS",
              element(data.endpoints().agent().toString()),
              POOLS,
              element("loop:" + data.pool()),
              "CISTERN_NODE_HTTP_PORT",
              httpPort);
      case CONTROLLER ->
          Map.of(
              "CISTERN_CONTROLLER_CSI_ENDPOINT", data.endpoints().controller().toString(),
              "CISTERN_CONTROLLER_AGENTS", element(data.endpoints().agent().toString()),
              "CISTERN_CONTROLLER_HTTP_PORT", httpPort);
      case GATEWAY ->
          Map.of(
              "CISTERN_S3_DIRECTORY", data.store().toString(),
              "CISTERN_S3_CREDENTIALS_FILE", data.s3Credentials().toString(),
              "CISTERN_S3_ADMIN_ENDPOINT", data.gatewayAdmin().toString(),
              "CISTERN_S3_PORT", Integer.toString(ports.getLast()),
              "QUARKUS_MANAGEMENT_PORT", httpPort);
    };
  }

  /** One element of a list, in which commas separate. */
  private static String element(String text) {
    return text.replace("\\", "\\\\").replace(",", "\\,");
  }
}
