package io.cistern.benchmarks.s3.server;

import io.cistern.benchmarks.machine.Workspace;
import io.cistern.benchmarks.s3.client.Endpoint;
import io.cistern.benchmarks.service.ServiceCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Our gateway as in production: the packaged jar, the JVM options, the ahead-of-time cache. */
public final class Gateway {
  private Gateway() {}

  /**
   * @param repository where it is built and {@code deploy/} lies
   */
  public static Server start(Path repository, Workspace workspace) {
    Endpoint endpoint = Endpoint.local(Ports.free(), "benchmark", UUID.randomUUID().toString());
    Path app = repository.resolve("s3-gateway/target/quarkus-app");
    ServiceCommand command =
        new ServiceCommand(
            "gateway",
            Path.of(System.getProperty("java.home"), "bin", "java"),
            repository.resolve("deploy/jvm/gateway.options"),
            Optional.of(app.resolve("app.aot")).filter(Files::exists),
            app.resolve("quarkus-run.jar"),
            environment(endpoint, workspace.make("cistern")));
    ServerProcess process =
        ServerProcess.start(
            command.words(),
            command.environment(),
            workspace.make("logs").resolve("gateway.log"),
            endpoint);
    workspace.beforeSweep(process::close);
    return new Server("Cistern", endpoint, Optional.of(process));
  }

  private static Map<String, String> environment(Endpoint endpoint, Path data) {
    return Map.of(
        "CISTERN_S3_DIRECTORY",
        data.toString(),
        "CISTERN_S3_PORT",
        Integer.toString(endpoint.port()),
        "CISTERN_S3_ACCESS_KEY",
        endpoint.accessKey(),
        "CISTERN_S3_SECRET_KEY",
        endpoint.secretKey(),
        "QUARKUS_HTTP_PORT",
        "0",
        "QUARKUS_MANAGEMENT_PORT",
        Integer.toString(Ports.free()),
        "MALLOC_ARENA_MAX",
        "2");
  }
}
