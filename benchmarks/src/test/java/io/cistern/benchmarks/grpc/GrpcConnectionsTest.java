package io.cistern.benchmarks.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.protocol.csi.GetPluginInfoRequest;
import io.cistern.protocol.csi.GetPluginInfoResponse;
import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.ProbeRequest;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcServer;
import io.cistern.protocol.transport.ServerOptions;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrpcConnectionsTest {
  private static final String NAME = "n".repeat(20_000);
  @TempDir Path directory;

  @Test
  void answersComeWholeWhateverTheirNumberAndSize() {
    try (GrpcServer _ = start();
        GrpcConnections connections = new GrpcConnections(socket())) {
      List<Integer> lengths =
          IntStream.range(0, 2_000)
              .parallel()
              .mapToObj(
                  _ ->
                      connections
                          .call(
                              IdentityGrpc.getGetPluginInfoMethod(),
                              GetPluginInfoRequest.getDefaultInstance())
                          .getName()
                          .length())
              .toList();
      assertThat(lengths).hasSize(2_000).containsOnly(NAME.length());
    }
  }

  @Test
  void anErrorIsThrownWithWhatItSays() {
    try (GrpcServer _ = start();
        GrpcConnections connections = new GrpcConnections(socket())) {
      assertThatThrownBy(
              () ->
                  connections.call(
                      IdentityGrpc.getProbeMethod(), ProbeRequest.getDefaultInstance()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Probe failed")
          .hasMessageContaining("unimplemented");
    }
  }

  private Path socket() {
    return directory.resolve("csi.sock");
  }

  private GrpcServer start() {
    return GrpcServer.start(
        new Endpoint.UnixSocket(socket()),
        Optional.empty(),
        List.of(
            new IdentityGrpc.IdentityImplBase() {
              @Override
              public void getPluginInfo(
                  GetPluginInfoRequest request, StreamObserver<GetPluginInfoResponse> observer) {
                observer.onNext(GetPluginInfoResponse.newBuilder().setName(NAME).build());
                observer.onCompleted();
              }
            }),
        ServerOptions.of(_ -> Status.UNKNOWN));
  }
}
