package io.cistern.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.ProbeRequest;
import io.cistern.protocol.csi.ProbeResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of a channel that do not go as they usually do. */
class OneStepTest {
  @TempDir Path directory;
  private final ScriptedIdentity service = new ScriptedIdentity();
  private GrpcServer server;
  private ManagedChannel channel;

  @BeforeEach
  void start() {
    Endpoint endpoint = new Endpoint.UnixSocket(directory.resolve("csi.sock"));
    server =
        GrpcServer.start(
            endpoint, Optional.empty(), List.of(service), ServerOptions.of(_ -> Status.UNKNOWN));
    channel = GrpcChannels.connect(endpoint, Optional.empty());
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
  }

  @Test
  void aCallThatIsCancelledBeforeItIsSentEndsCancelled() {
    CompletableFuture<Status.Code> outcome = new CompletableFuture<>();
    ClientCall<ProbeRequest, ProbeResponse> call = begin(outcome);
    call.cancel("changed my mind", new InterruptedException());
    assertThat(outcome.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(Status.Code.CANCELLED);
    call.sendMessage(ProbeRequest.getDefaultInstance());
    call.halfClose();
  }

  @Test
  void aCallThatIsCancelledWhileItRunsEndsCancelled() {
    CompletableFuture<Boolean> entered = new CompletableFuture<>();
    CompletableFuture<Boolean> go = new CompletableFuture<>();
    service.behaviour =
        () -> {
          entered.complete(true);
          go.join();
        };
    CompletableFuture<Status.Code> outcome = new CompletableFuture<>();
    ClientCall<ProbeRequest, ProbeResponse> call = begin(outcome);
    call.sendMessage(ProbeRequest.getDefaultInstance());
    call.halfClose();
    entered.orTimeout(10, TimeUnit.SECONDS).join();
    call.cancel("changed my mind", new InterruptedException());
    assertThat(outcome.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(Status.Code.CANCELLED);
    go.complete(true);
  }

  @Test
  void aCallEndsAtItsDeadline() {
    CompletableFuture<Boolean> go = new CompletableFuture<>();
    service.behaviour = go::join;
    StatusRuntimeException error =
        Assertions.catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                IdentityGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(100, TimeUnit.MILLISECONDS)
                    .probe(ProbeRequest.getDefaultInstance()));
    assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    go.complete(true);
  }

  private ClientCall<ProbeRequest, ProbeResponse> begin(CompletableFuture<Status.Code> outcome) {
    ClientCall<ProbeRequest, ProbeResponse> call =
        channel.newCall(IdentityGrpc.getProbeMethod(), CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            outcome.complete(status.getCode());
          }
        },
        new Metadata());
    call.request(2);
    return call;
  }
}
