package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayProcessTest {
  @Test
  void onePortForBucketsAndForHealthIsRefusedAndNothingIsMade(@TempDir Path directory) {
    Path store = directory.resolve("store");
    GatewayConfig config =
        TestGateway.config(
            Map.of("cistern.s3.directory", store.toString(), "cistern.s3.port", "9812"));
    Vertx vertx = Vertx.vertx();
    GatewayProcess process = new GatewayProcess(config, vertx, new SimpleMeterRegistry(), 9812);
    try {
      assertThatThrownBy(() -> process.start(new StartupEvent()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("are both 9812");
      assertThat(process.running()).isEmpty();
      assertThat(store).doesNotExist();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }
}
