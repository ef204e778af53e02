package io.cistern.s3.app;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A gateway on a free port of the loopback address, and clients for it. */
final class TestGateway implements AutoCloseable {
  static final String ACCESS_KEY = "AKIATESTGATEWAY00000";
  static final String SECRET_KEY = "a-secret-of-the-tests-of-the-gateway-000";

  private final Vertx vertx = Vertx.vertx();
  private final Gateway gateway;

  /** Starts one on a store in {@code directory}. */
  TestGateway(Path directory) {
    Map<String, String> properties =
        Map.of(
            "cistern.s3.directory",
            directory.toString(),
            "cistern.s3.port",
            "0",
            "cistern.s3.access-key",
            ACCESS_KEY,
            "cistern.s3.secret-key",
            SECRET_KEY);
    GatewayConfig config =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(GatewayConfig.class)
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .build()
            .getConfigMapping(GatewayConfig.class);
    gateway = Gateway.start(vertx, config, _ -> {});
  }

  int port() {
    return gateway.front().port();
  }

  /** The AWS SDK as it is without any settings but where the gateway is. */
  S3Client client() {
    return S3Client.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port()))
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
        .build();
  }

  @Override
  public void close() {
    gateway.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
