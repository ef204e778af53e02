package io.cistern.e2e;

import static io.grpc.Status.Code.UNIMPLEMENTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.e2e.cluster.Cluster;
import io.cistern.e2e.cluster.ServiceProcess;
import io.cistern.e2e.co.CsiVolume;
import io.cistern.e2e.co.Orchestrator;
import io.cistern.e2e.co.PublishedVolume;
import io.cistern.e2e.co.VolumeKind;
import io.cistern.protocol.csi.DeleteVolumeRequest;
import io.cistern.protocol.csi.NodeStageVolumeRequest;
import io.cistern.protocol.csi.VolumeCapability;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator sees of the services: health, metrics, and logs that keep secrets. */
class OperationsE2E {
  private static Cluster cluster;

  @BeforeAll
  static void start() {
    cluster = Cluster.start();
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void healthIsToldOverHttpAndOverGrpc() throws Exception {
    for (ServiceProcess service : services()) {
      assertThat(get(service, "/q/health/ready").statusCode()).as("%s", service).isEqualTo(200);
      assertThat(get(service, "/q/health/live").statusCode()).as("%s", service).isEqualTo(200);
    }
    for (var channel : List.of(cluster.node().client().channel(), cluster.controller().channel())) {
      assertThat(
              HealthGrpc.newBlockingStub(channel)
                  .check(HealthCheckRequest.getDefaultInstance())
                  .getStatus())
          .isEqualTo(ServingStatus.SERVING);
    }
  }

  @Test
  void metricsCountTheCalls() throws Exception {
    Orchestrator co = cluster.orchestrator();
    co.delete(co.create("measured", VolumeKind.EXT4, 64L << 20));
    for (ServiceProcess service : services()) {
      HttpResponse<String> metrics = get(service, "/q/metrics");
      assertThat(metrics.statusCode()).as("%s", service).isEqualTo(200);
      assertThat(metrics.body()).as("%s", service).contains("cistern_").contains("CreateVolume");
    }
  }

  @Test
  void aServiceToldToStopEndsWithoutAnErrorAndStartsAgain() {
    cluster.controllerProcess().stop();
    cluster.restartController();
    cluster.node().process().stop();
    cluster.node().restart();
    Orchestrator co = cluster.orchestrator();
    co.delete(co.create("afterwards", VolumeKind.EXT4, 64L << 20));
    cluster.assertNothingLeft();
  }

  @Test
  void secretsAndMountFlagsAreNeverLogged() throws IOException {
    Orchestrator co = cluster.orchestrator();
    CsiVolume volume = co.create("secret", VolumeKind.EXT4, 64L << 20);
    PublishedVolume place = co.place(volume);
    VolumeCapability.Builder capability = VolumeKind.EXT4.capability().toBuilder();
    capability.getMountBuilder().addMountFlags("noatime").addMountFlags("bogusflag");
    NodeStageVolumeRequest refused =
        NodeStageVolumeRequest.newBuilder()
            .setVolumeId(volume.id())
            .setStagingTargetPath(place.staging().toString())
            .setVolumeCapability(capability)
            .putSecrets("passphrase", "hunter2")
            .build();
    Expect.refusal(() -> cluster.node().client().node().nodeStageVolume(refused));
    co.unpublish(place);
    cluster
        .controller()
        .controller()
        .deleteVolume(
            DeleteVolumeRequest.newBuilder()
                .setVolumeId(volume.id())
                .putSecrets("passphrase", "hunter2")
                .build());
    for (ServiceProcess service : services()) {
      assertThat(service.output())
          .as("%s", service)
          .isNotEmpty()
          .doesNotContain("hunter2")
          .doesNotContain("bogusflag");
    }
    cluster.assertNothingLeft();
  }

  @Test
  void reflectionIsOffByDefault() {
    MethodDescriptor<ServerReflectionRequest, ServerReflectionResponse> ask =
        ServerReflectionGrpc.getServerReflectionInfoMethod().toBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .build();
    for (var channel : List.of(cluster.node().client().channel(), cluster.controller().channel())) {
      Expect.status(
          UNIMPLEMENTED,
          () ->
              ClientCalls.blockingUnaryCall(
                  channel,
                  ask,
                  CallOptions.DEFAULT,
                  ServerReflectionRequest.newBuilder().setListServices("").build()));
    }
  }

  private static List<ServiceProcess> services() {
    return List.of(cluster.node().process(), cluster.controllerProcess());
  }

  private static HttpResponse<String> get(ServiceProcess service, String path)
      throws IOException, InterruptedException {
    String kind = service == cluster.controllerProcess() ? "controller" : "node";
    String port = service.setting("cistern." + kind + ".http.port");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
