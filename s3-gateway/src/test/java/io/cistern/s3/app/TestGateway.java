package io.cistern.s3.app;

import io.cistern.s3.auth.RootCredentials;
import io.cistern.s3.route.Route;
import io.cistern.s3.store.ObjectStore;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A gateway on a free port of the loopback address, and clients for it. */
final class TestGateway implements AutoCloseable {
  static final String ACCESS_KEY = "AKIATESTGATEWAY00000";
  static final String SECRET_KEY = "a-secret-of-the-tests-of-the-gateway-000";

  /** The root's. */
  static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));

  private final Vertx vertx = Vertx.vertx();
  private final GatewayConfig config;
  private final Gateway gateway;

  /** Starts one on a store in {@code directory}. */
  TestGateway(Path directory) {
    this(directory, Map.of());
  }

  /** As {@link #TestGateway(Path)}, with further properties. */
  TestGateway(Path directory, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("cistern.s3.directory", directory.toString());
    properties.put("cistern.s3.port", "0");
    properties.put("cistern.s3.access-key", ACCESS_KEY);
    properties.put("cistern.s3.secret-key", SECRET_KEY);
    config = config(properties);
    gateway = Gateway.start(vertx, config, _ -> {});
  }

  /** As Quarkus reads it. */
  static GatewayConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withConverter(Duration.class, 200, new DurationConverter())
        .withMapping(GatewayConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(GatewayConfig.class);
  }

  ObjectStore store() {
    return gateway.store();
  }

  /** What every gateway routes. */
  List<Route> routes() {
    RootCredentials root = new RootCredentials(ACCESS_KEY, SECRET_KEY);
    return Routes.of(store(), Security.of(config, store(), root), config);
  }

  /** What the health of its process is. */
  HealthCheckResponse.Status readiness() {
    return StoreReadiness.of(Optional.of(gateway)).getStatus();
  }

  int port() {
    return gateway.front().port();
  }

  /** The AWS SDK as it is without any settings but where the gateway is, as the root. */
  S3Client client() {
    return client(ACCESS_KEY, SECRET_KEY);
  }

  /** The same, as anybody. */
  S3Client client(String accessKey, String secretKey) {
    return S3Client.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port()))
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
        .build();
  }

  @Override
  public void close() {
    gateway.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
