package io.cistern.protocol.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
  private final AtomicBoolean ready = new AtomicBoolean();
  private final Metrics metrics = new Metrics();
  private final ManagementServer server =
      ManagementServer.start("127.0.0.1", 0, new Health("pools", ready::get), metrics);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void readinessFollowsTheCheckAndNamesIt() throws Exception {
    HttpResponse<String> before = send("GET", "/q/health/ready");
    ready.set(true);
    HttpResponse<String> after = send("GET", "/q/health/ready");
    assertThat(before.statusCode()).isEqualTo(503);
    assertThat(before.body().replaceAll("\\s", ""))
        .isEqualTo("{\"status\":\"DOWN\",\"checks\":[{\"name\":\"pools\",\"status\":\"DOWN\"}]}");
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(after.body().replaceAll("\\s", ""))
        .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"pools\",\"status\":\"UP\"}]}");
    assertThat(after.headers().firstValue("Content-Type"))
        .contains("application/json; charset=UTF-8");
  }

  @Test
  void aServiceThatIsNotReadyIsLive() throws Exception {
    assertThat(send("GET", "/q/health/live").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/q/health").statusCode()).isEqualTo(503);
  }

  @Test
  void callsAreCountedAndTimedByMethodAndCode() throws Exception {
    metrics.ended("csi.v1.Controller/CreateVolume", Status.Code.OK, Duration.ofMillis(1500));
    metrics.ended("csi.v1.Controller/CreateVolume", Status.Code.OK, Duration.ofMillis(500));
    metrics.ended("csi.v1.Controller/CreateVolume", Status.Code.ABORTED, Duration.ofMillis(250));
    assertThat(send("GET", "/q/metrics").body().lines())
        .contains(
            "# TYPE cistern_rpc_seconds summary",
            "cistern_rpc_seconds_count{code=\"OK\",method=\"csi.v1.Controller/CreateVolume\"} 2.0",
            "cistern_rpc_seconds_sum{code=\"OK\",method=\"csi.v1.Controller/CreateVolume\"} 2.0",
            "cistern_rpc_seconds_sum{code=\"ABORTED\",method=\"csi.v1.Controller/CreateVolume\"}"
                + " 0.25");
  }

  @Test
  void figuresAreReadWhenAskedForAndOneThatFailsHidesNoOther() throws Exception {
    metrics.gauge("broken", "always", Map.of(), () -> Integer.parseInt("none"));
    metrics.gauge("quoted", "odd", Map.of("pool", "a\"b\\c\nd"), () -> ready.get() ? 1 : 0);
    ready.set(true);
    assertThat(send("GET", "/q/metrics").body().lines())
        .contains("broken NaN", "quoted{pool=\"a\\\"b\\\\c\\nd\"} 1.0");
  }

  @Test
  void theProcessTellsItsMemory() throws Exception {
    assertThat(send("GET", "/q/metrics").body().lines())
        .filteredOn(line -> line.startsWith("process_resident_memory_bytes "))
        .singleElement()
        .satisfies(
            line ->
                assertThat(Double.parseDouble(line.split(" ")[1]))
                    .isBetween((double) (16L << 20), (double) (16L << 30)));
  }

  @Test
  void otherPathsAndMethodsAreRefused() throws Exception {
    assertThat(send("GET", "/q/health/ready/x").statusCode()).isEqualTo(404);
    HttpResponse<String> post = send("POST", "/q/metrics");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(send("HEAD", "/q/metrics").body()).isEmpty();
  }

  @Test
  void aPortThatIsTakenIsToldWithItsAddress() {
    int taken = server.address().getPort();
    assertThatThrownBy(
            () ->
                ManagementServer.start(
                    "127.0.0.1", taken, new Health("pools", ready::get), metrics))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("127.0.0.1:" + taken);
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.address().getPort() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
