package io.cistern.cli;

import io.cistern.cli.bucket.S3Endpoint;
import io.cistern.cli.kernel.Holdings;
import io.cistern.cli.service.DataDirectory;
import io.cistern.cli.service.Installation;
import io.cistern.cli.service.Service;
import io.cistern.cli.service.ServiceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** All services on a pool of their own, as {@code up} starts them, for a test class to extend. */
abstract class WithServices {
  Path directory = Path.of("/nonexistent");
  Cli cli = new Cli();

  @BeforeEach
  void up() throws IOException {
    Cli.requireServices();
    directory = Files.createTempDirectory("cistern-cli-").toRealPath();
    cli = new Cli("--data-dir", data().root().toString());
    cli.run("up", "--size", "1Gi", "--http-port", "0", "--s3-port", "0").succeeded();
  }

  @AfterEach
  void removeDirectory() {
    if (Files.exists(directory)) {
      cli.run("down", "--force");
      Holdings holdings = new Holdings(directory, "CISTERN_TEST=none");
      holdings.release();
      holdings.removeFiles();
    }
  }

  DataDirectory data() {
    return new DataDirectory(directory.resolve("data"));
  }

  Service gateway() {
    return new Service(ServiceKind.GATEWAY, data(), Installation.ofProcess(), Map.of());
  }

  S3Client root() {
    S3Endpoint endpoint = S3Endpoint.of(gateway());
    return client(endpoint.accessKey(), endpoint.secretKey());
  }

  S3Client client(String accessKey, String secretKey) {
    S3Endpoint endpoint = S3Endpoint.of(gateway());
    return S3Client.builder()
        .endpointOverride(endpoint.url())
        .region(Region.of(endpoint.region()))
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
        .build();
  }
}
