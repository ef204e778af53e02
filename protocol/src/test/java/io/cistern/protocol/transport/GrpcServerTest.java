package io.cistern.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.ProbeRequest;
import io.cistern.protocol.csi.ProbeResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrpcServerTest {
  @TempDir Path directory;
  private final ScriptedIdentity service = new ScriptedIdentity();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final ServerOptions options =
      ServerOptions.of(
              error ->
                  error instanceof IllegalStateException
                      ? Status.FAILED_PRECONDITION.withDescription(error.getMessage())
                      : Status.UNKNOWN)
          .withListener((method, code, _) -> calls.add(method + " " + code))
          .withDrain(Duration.ofMillis(300));
  private Endpoint.UnixSocket endpoint;
  private ManagedChannel channel;

  @BeforeEach
  void connect() {
    endpoint = new Endpoint.UnixSocket(directory.resolve("csi.sock"));
    channel = GrpcChannels.connect(endpoint, Optional.empty());
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  private GrpcServer start() {
    return GrpcServer.start(endpoint, Optional.empty(), List.of(service), options);
  }

  private ProbeResponse probe() {
    return IdentityGrpc.newBlockingStub(channel).probe(ProbeRequest.getDefaultInstance());
  }

  private Status failure() {
    return catchThrowableOfType(StatusRuntimeException.class, this::probe).getStatus();
  }

  @Test
  void aCallIsAnsweredOnAVirtualThreadAndToldToTheListener() {
    List<Boolean> virtual = new CopyOnWriteArrayList<>();
    service.behaviour = () -> virtual.add(Thread.currentThread().isVirtual());
    try (GrpcServer _ = start()) {
      probe();
    }
    assertThat(virtual).containsExactly(true);
    assertThat(calls).containsExactly("csi.v1.Identity/Probe OK");
  }

  @Test
  void callsThatSitInSystemCallsAllRunAtOnce() throws InterruptedException {
    int many = 8 * Runtime.getRuntime().availableProcessors();
    CountDownLatch all = new CountDownLatch(many);
    List<Boolean> virtual = new CopyOnWriteArrayList<>();
    service.behaviour =
        () -> {
          virtual.add(Thread.currentThread().isVirtual());
          all.countDown();
          while (all.getCount() > 0) {
            Thread.onSpinWait(); // as in a system call, a virtual thread would keep its carrier
          }
        };
    try (GrpcServer _ =
            GrpcServer.start(
                endpoint,
                Optional.empty(),
                List.of(service),
                options.withThreads(CallThreads.PLATFORM));
        ExecutorService clients = Executors.newFixedThreadPool(many)) {
      List<Future<ProbeResponse>> answers =
          IntStream.range(0, many).mapToObj(_ -> clients.submit(this::probe)).toList();
      assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(answers).allSatisfy(answer -> assertThat(answer.get()).isNotNull());
    }
    assertThat(virtual).hasSize(many).containsOnly(false);
  }

  @Test
  void onlyItsUserMayConnectToTheSocketAndItIsGoneAtTheEnd() throws IOException {
    try (GrpcServer _ = start()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(endpoint.path())))
          .isEqualTo("rw-------");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDeadServersSocketIsReplaced() throws IOException {
    leaveADeadSocket();
    try (GrpcServer _ = start()) {
      probe();
      assertThat(directory).isDirectoryContaining("glob:**csi.sock");
      assertThat(directory.toFile().list()).hasSize(1);
    }
  }

  private void leaveADeadSocket() throws IOException {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(endpoint.path()));
    }
    assertThat(endpoint.path()).exists();
  }

  @Test
  void aLivingServersSocketIsLeftToIt() {
    try (GrpcServer _ = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another process serves " + endpoint.path());
      probe();
    }
  }

  @Test
  void ofTwoThatReplaceADeadSocketAtOnceExactlyOneServes() throws Exception {
    for (int round = 0; round < 10; round++) {
      leaveADeadSocket();
      List<GrpcServer> started = new CopyOnWriteArrayList<>();
      CountDownLatch go = new CountDownLatch(1);
      Runnable starter =
          () -> {
            try {
              go.await();
              started.add(start());
            } catch (InterruptedException | RuntimeException lost) {
              // The other one serves.
            }
          };
      Thread one = Thread.ofVirtual().start(starter);
      Thread two = Thread.ofVirtual().start(starter);
      go.countDown();
      one.join();
      two.join();
      assertThat(started).hasSize(1);
      probe();
      started.forEach(GrpcServer::close);
    }
  }

  @Test
  void aFileThatIsNoSocketIsLeftAlone() throws IOException {
    Files.writeString(endpoint.path(), "precious");
    assertThatThrownBy(this::start).isInstanceOf(IllegalStateException.class);
    assertThat(endpoint.path()).hasContent("precious");
  }

  @Test
  void aKnownExceptionIsAnsweredWithItsStatusAndMessage() {
    service.behaviour =
        () -> {
          throw new IllegalStateException("the volume is in use");
        };
    try (GrpcServer _ = start()) {
      Status status = failure();
      assertThat(status.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
      assertThat(status.getDescription()).isEqualTo("the volume is in use");
    }
    assertThat(calls).containsExactly("csi.v1.Identity/Probe FAILED_PRECONDITION");
  }

  @Test
  void anUnknownExceptionIsInternalAndKeepsItsMessageToTheLog() {
    service.behaviour =
        () -> {
          throw new IllegalArgumentException("/secret/path");
        };
    try (GrpcServer _ = start()) {
      Status status = failure();
      assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
      assertThat(status.getDescription()).contains("request id").doesNotContain("secret");
      service.behaviour = () -> {};
      probe();
    }
  }

  @Test
  void bytesThatAreNoMessageAreAnInvalidArgument() {
    try (GrpcServer _ = start()) {
      MethodDescriptor<byte[], byte[]> raw =
          IdentityGrpc.getProbeMethod().toBuilder(new Bytes(), new Bytes()).build();
      StatusRuntimeException error =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () ->
                  ClientCalls.blockingUnaryCall(
                      channel, raw, CallOptions.DEFAULT, new byte[] {-1, -1, -1}));
      assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      probe();
    }
  }

  @Test
  void healthIsServing() {
    try (GrpcServer _ = start()) {
      assertThat(
              HealthGrpc.newBlockingStub(channel)
                  .check(HealthCheckRequest.getDefaultInstance())
                  .getStatus())
          .isEqualTo(ServingStatus.SERVING);
    }
  }

  @Test
  void reflectionIsNotOfferedUnlessAsked() {
    try (GrpcServer _ = start()) {
      assertThat(failureOfReflection()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }
  }

  private Status.Code failureOfReflection() {
    MethodDescriptor<byte[], byte[]> method =
        IdentityGrpc.getProbeMethod().toBuilder(new Bytes(), new Bytes())
            .setFullMethodName("grpc.reflection.v1.ServerReflection/ServerReflectionInfo")
            .build();
    return catchThrowableOfType(
            StatusRuntimeException.class,
            () -> ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, new byte[0]))
        .getStatus()
        .getCode();
  }

  @Test
  void aServerThatIsAwayIsUnavailableAtOnceAndFoundByTheFirstCallAfterItIsBack() {
    try (GrpcServer _ = start()) {
      probe();
    }
    for (int i = 0; i < 5; i++) {
      assertThat(failure().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }
    try (GrpcServer _ = start()) {
      probe();
    }
  }

  @Test
  void aClosingServerFinishesARunningCall() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    service.behaviour =
        () -> {
          entered.countDown();
          sleep(100);
        };
    GrpcServer server = start();
    List<Object> outcome = new CopyOnWriteArrayList<>();
    Thread caller = Thread.ofVirtual().start(() -> outcome.add(probe()));
    entered.await();
    server.close();
    caller.join();
    assertThat(outcome).containsExactly(ProbeResponse.getDefaultInstance());
  }

  @Test
  void aClosingServerGivesUpOnACallThatNeverEnds() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    service.behaviour =
        () -> {
          entered.countDown();
          sleep(60_000);
        };
    GrpcServer server = start();
    Thread caller = Thread.ofVirtual().start(this::failure);
    entered.await();
    server.close();
    assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
