package io.cistern.s3.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.protocol.cosi.v1alpha2.AccessMode;
import io.cistern.protocol.cosi.v1alpha2.AuthenticationType;
import io.cistern.protocol.cosi.v1alpha2.DriverCreateBucketRequest;
import io.cistern.protocol.cosi.v1alpha2.DriverGrantBucketAccessRequest;
import io.cistern.protocol.cosi.v1alpha2.DriverGrantBucketAccessResponse;
import io.cistern.protocol.cosi.v1alpha2.ObjectProtocol;
import io.cistern.protocol.cosi.v1alpha2.ProvisionerGrpc;
import io.cistern.protocol.cosi.v1alpha2.ProvisionerGrpc.ProvisionerBlockingStub;
import io.cistern.protocol.transport.Endpoint;
import io.cistern.protocol.transport.GrpcChannels;
import io.cistern.s3.store.StoreOptions;
import io.cistern.s3.store.rocks.Child;
import io.cistern.s3.store.rocks.Finding;
import io.cistern.s3.store.rocks.RocksStore;
import io.cistern.s3.store.rocks.StoreCheck;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a gateway with SIGKILL while it makes buckets and accesses: what is asked for again is
 * answered as before, and nothing is there twice. {@code -Dcistern.kills=200} for a long run.
 */
class CosiKillTest {
  private static final int KILLS = Integer.getInteger("cistern.kills", 4);
  private static final int CLIENTS = 4;

  @TempDir Path directory;
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<Integer, DriverGrantBucketAccessResponse> answered = new ConcurrentHashMap<>();
  private ManagedChannel channel;

  /** The gateway that is killed: {@code STORE SOCKET}. */
  static final class Served {
    private Served() {}

    public static void main(String[] arguments) throws InterruptedException {
      TestGateway gateway =
          new TestGateway(
              Path.of(arguments[0]),
              Map.of(
                  "cistern.s3.cosi.endpoint",
                  arguments[1],
                  "cistern.s3.cosi.url",
                  "http://gateway.example:9000"));
      System.out.println(gateway.port());
      Thread.sleep(600_000);
    }
  }

  @BeforeEach
  void connect() {
    channel = GrpcChannels.connect(socket(), Optional.empty());
  }

  @AfterEach
  void disconnect() {
    channel.shutdownNow();
  }

  @Test
  void aRetryAfterAKillGetsTheSameAnswer() throws Exception {
    Random random = new Random(1);
    for (int kill = 0; kill < KILLS; kill++) {
      Process gateway = serve();
      askAgain();
      List<Thread> clients =
          Stream.generate(() -> Thread.ofVirtual().start(this::askOn)).limit(CLIENTS).toList();
      Thread.sleep(100 + random.nextInt(400));
      gateway.destroyForcibly().waitFor();
      for (Thread client : clients) {
        client.join();
      }
    }
    Process gateway = serve();
    askAgain();
    gateway.destroyForcibly().waitFor();
    assertThat(answered).hasSize(asked.get()).hasSizeGreaterThan(KILLS);
    verifyStore();
  }

  private Process serve() throws IOException {
    Process gateway =
        Child.start(
            directory,
            List.of("-Xmx256m"),
            Served.class,
            List.of(store().toString(), socket().toString()));
    assertThat(gateway.inputReader().readLine()).containsOnlyDigits();
    return gateway;
  }

  /** Asks for one more and one more, until nobody answers. */
  private void askOn() {
    boolean served = true;
    while (served) {
      try {
        ask(asked.getAndIncrement());
      } catch (StatusRuntimeException killed) {
        served = false;
      }
    }
  }

  private void askAgain() {
    for (int number = 0; number < asked.get(); number++) {
      ask(number);
    }
  }

  private void ask(int number) {
    ProvisionerBlockingStub cosi = ProvisionerGrpc.newBlockingStub(channel);
    String bucket =
        cosi.driverCreateBucket(
                DriverCreateBucketRequest.newBuilder().setName("bc-" + number).build())
            .getBucketId();
    DriverGrantBucketAccessRequest.Builder request =
        DriverGrantBucketAccessRequest.newBuilder()
            .setAccountName("ba-" + number)
            .setProtocol(ObjectProtocol.newBuilder().setType(ObjectProtocol.Type.S3))
            .setAuthenticationType(
                AuthenticationType.newBuilder().setType(AuthenticationType.Type.KEY));
    request
        .addBucketsBuilder()
        .setBucketId(bucket)
        .getAccessModeBuilder()
        .setMode(AccessMode.Mode.READ_WRITE);
    DriverGrantBucketAccessResponse answer = cosi.driverGrantBucketAccess(request.build());
    assertThat(Optional.ofNullable(answered.put(number, answer)).orElse(answer)).isEqualTo(answer);
  }

  private void verifyStore() {
    try (RocksStore store = RocksStore.open(StoreOptions.in(store()))) {
      assertThat(store.users().list())
          .hasSize(asked.get())
          .allSatisfy(
              user -> {
                assertThat(user.keys()).hasSize(1);
                assertThat(user.grants()).hasSize(1);
              });
      assertThat(store.buckets().list("", "", Integer.MAX_VALUE)).hasSize(asked.get());
    }
    List<Finding> findings = new ArrayList<>();
    StoreCheck.run(store(), false, findings::add);
    assertThat(findings).isEmpty();
  }

  private Path store() {
    return directory.resolve("store");
  }

  private Endpoint socket() {
    return new Endpoint.UnixSocket(directory.resolve("cosi.sock"));
  }
}
