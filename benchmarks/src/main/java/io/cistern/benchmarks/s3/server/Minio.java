package io.cistern.benchmarks.s3.server;

import io.cistern.benchmarks.machine.Workspace;
import io.cistern.benchmarks.s3.client.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** MinIO as it comes, on one directory. */
public final class Minio {
  private Minio() {}

  /** The program, where it is on the PATH. */
  public static Optional<Path> program() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(":", -1))
        .map(directory -> Path.of(directory, "minio"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public static Server start(Path program, Workspace workspace) {
    Endpoint endpoint = Endpoint.local(Ports.free(), "benchmark", UUID.randomUUID().toString());
    ServerProcess process =
        ServerProcess.start(
            List.of(
                program.toString(),
                "server",
                "--address",
                "127.0.0.1:" + endpoint.port(),
                "--console-address",
                "127.0.0.1:" + Ports.free(),
                workspace.make("minio").toString()),
            Map.of(
                "MINIO_ROOT_USER",
                endpoint.accessKey(),
                "MINIO_ROOT_PASSWORD",
                endpoint.secretKey()),
            workspace.make("logs").resolve("minio.log"),
            endpoint);
    workspace.beforeSweep(process::close);
    return new Server("MinIO", endpoint, Optional.of(process));
  }
}
