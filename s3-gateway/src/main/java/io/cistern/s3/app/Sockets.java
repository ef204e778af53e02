package io.cistern.s3.app;

import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcServer;
import io.cistern.protocol.transport.ServerOptions;
import io.cistern.s3.admin.AdminService;
import io.cistern.s3.cosi.CosiServices;
import io.cistern.s3.cosi.DriverInfo;
import io.cistern.s3.rpc.RpcErrors;
import io.cistern.s3.store.ObjectStore;
import io.grpc.BindableService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The gRPC services of the gateway, each on a Unix socket, where one is configured. */
final class Sockets implements AutoCloseable {
  private final List<GrpcServer> servers = new ArrayList<>();

  private Sockets() {}

  /**
   * Listens; when this returns, calls are answered.
   *
   * @throws IllegalArgumentException if the configuration is not enough, saying what to do
   */
  static Sockets open(GatewayConfig config, ObjectStore store) {
    Sockets sockets = new Sockets();
    try {
      config
          .adminEndpoint()
          .ifPresent(endpoint -> sockets.serve(endpoint, List.of(new AdminService(store))));
      config
          .cosi()
          .endpoint()
          .ifPresent(endpoint -> sockets.serve(endpoint, CosiServices.of(store, driver(config))));
      return sockets;
    } catch (RuntimeException failure) {
      sockets.close();
      throw failure;
    }
  }

  private void serve(String endpoint, List<? extends BindableService> services) {
    if (!(Endpoint.parse(endpoint) instanceof Endpoint.UnixSocket socket)) {
      throw new IllegalArgumentException(
          "cistern.s3.admin-endpoint and cistern.s3.cosi.endpoint are Unix sockets, such as"
              + " unix:///run/cistern/gateway.sock, not "
              + endpoint);
    }
    servers.add(
        GrpcServer.start(
            socket, Optional.empty(), services, ServerOptions.of(RpcErrors::statusOf)));
  }

  private static DriverInfo driver(GatewayConfig config) {
    return new DriverInfo(
        config.cosi().driverName(),
        config
            .cosi()
            .url()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "set cistern.s3.cosi.url (CISTERN_S3_COSI_URL) to where pods find the"
                            + " gateway, such as http://cistern-s3.cistern:9000")),
        config.region());
  }

  @Override
  public void close() {
    servers.forEach(GrpcServer::close);
  }
}
