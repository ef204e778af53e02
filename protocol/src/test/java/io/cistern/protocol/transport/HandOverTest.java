package io.cistern.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.ProbeRequest;
import io.cistern.protocol.csi.ProbeResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that do not arrive as they usually do, step by step over a real socket. */
class HandOverTest {
  /** So that the client's side sends each step by itself. */
  private static final MethodDescriptor<ProbeRequest, ProbeResponse> STEPWISE =
      IdentityGrpc.getProbeMethod().toBuilder().setType(MethodType.BIDI_STREAMING).build();

  @TempDir Path directory;
  private final ScriptedIdentity service = new ScriptedIdentity();
  private GrpcServer server;
  private ManagedChannel channel;

  @BeforeEach
  void start() {
    Endpoint endpoint = new Endpoint.UnixSocket(directory.resolve("csi.sock"));
    server =
        GrpcServer.start(
            endpoint,
            Optional.empty(),
            List.of(service),
            ServerOptions.of(_ -> Status.UNKNOWN).withThreads(CallThreads.PLATFORM));
    channel = GrpcChannels.connect(endpoint, Optional.empty());
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
  }

  @Test
  void aRequestThatDoesNotEndHoldsNoThread() {
    List<Stepwise> begun = Stream.generate(this::begin).limit(50).toList();
    begun.forEach(Stepwise::send);
    Stepwise whole = begin();
    whole.send();
    whole.end();
    assertThat(whole.outcome()).isEqualTo(Status.Code.OK);
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .filteredOn(name -> name.startsWith("call-"))
        .hasSizeLessThan(begun.size());
    begun.forEach(Stepwise::end);
    assertThat(begun).allSatisfy(call -> assertThat(call.outcome()).isEqualTo(Status.Code.OK));
  }

  @Test
  void twoMessagesInThePlaceOfOneAreRefused() {
    List<String> ran = new CopyOnWriteArrayList<>();
    service.behaviour = () -> ran.add("ran");
    Stepwise call = begin();
    call.send();
    call.send();
    call.end();
    assertThat(call.outcome()).isEqualTo(Status.Code.INTERNAL);
    assertThat(ran).isEmpty();
  }

  @Test
  void noMessageInThePlaceOfOneIsRefused() {
    Stepwise call = begin();
    call.end();
    assertThat(call.outcome()).isEqualTo(Status.Code.INTERNAL);
  }

  @Test
  void aRunningCallSeesThatItsClientHasGone() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    service.behaviour =
        () -> {
          Context context = Context.current();
          context.addListener(_ -> cancelled.complete(true), Runnable::run);
          running.countDown();
          cancelled.orTimeout(10, TimeUnit.SECONDS).join();
        };
    Stepwise call = begin();
    call.send();
    call.end();
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    call.cancel();
    assertThat(cancelled.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anErrorOfTheProgramIsAnsweredAndTheNextCallToo() {
    service.behaviour =
        () -> {
          throw new AssertionError("cannot be");
        };
    Stepwise first = begin();
    first.send();
    first.end();
    assertThat(first.outcome()).isEqualTo(Status.Code.INTERNAL);
    service.behaviour = () -> {};
    assertThat(
            IdentityGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .probe(ProbeRequest.getDefaultInstance()))
        .isNotNull();
  }

  private Stepwise begin() {
    return new Stepwise(channel.newCall(STEPWISE, CallOptions.DEFAULT));
  }

  /** One call, a step at a time. */
  private static final class Stepwise extends ClientCall.Listener<ProbeResponse> {
    private final ClientCall<ProbeRequest, ProbeResponse> call;
    private final CompletableFuture<Status.Code> outcome = new CompletableFuture<>();

    Stepwise(ClientCall<ProbeRequest, ProbeResponse> call) {
      this.call = call;
      call.start(this, new Metadata());
      call.request(1);
    }

    void send() {
      call.sendMessage(ProbeRequest.getDefaultInstance());
    }

    void end() {
      call.halfClose();
    }

    void cancel() {
      call.cancel("gone", new InterruptedException());
    }

    Status.Code outcome() {
      return outcome.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      outcome.complete(status.getCode());
    }
  }
}
