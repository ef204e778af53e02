package io.cistern.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.e2e.cluster.Cluster;
import io.cistern.e2e.co.Orchestrator;
import io.cistern.e2e.co.PublishedVolume;
import io.cistern.e2e.co.VolumeKind;
import io.cistern.e2e.data.RandomMessages;
import io.cistern.e2e.data.RawCalls;
import io.cistern.protocol.agent.PoolAgentGrpc;
import io.cistern.protocol.csi.ControllerGrpc;
import io.cistern.protocol.csi.GroupControllerGrpc;
import io.cistern.protocol.csi.IdentityGrpc;
import io.cistern.protocol.csi.NodeGrpc;
import io.cistern.protocol.transport.GrpcChannels;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Bytes that nobody meant, to every method of every socket. The seed is the system property {@code
 * cistern.e2e.seed}, else random; it is printed.
 */
class FuzzE2E {
  private static final long SEED = Long.getLong("cistern.e2e.seed", System.nanoTime());
  private static final int TRIES = 150;
  private static final Pattern FOREIGN =
      Pattern.compile("no pool agent that answers owns|this agent does not serve pool");

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
  void randomBytesChangeNothingAndKillNobody() {
    System.out.println("fuzz: seed " + SEED);
    Orchestrator co = cluster.orchestrator();
    PublishedVolume present = co.publish(co.create("present", VolumeKind.EXT4, 64L << 20));
    String content = present.region(0, 1 << 20).fill(1);
    SystemState before = SystemState.of(cluster);
    RandomMessages messages = new RandomMessages(new Random(SEED), textsOf(present));
    ManagedChannel agent = GrpcChannels.connect(cluster.node().agent(), Optional.empty());
    try {
      fuzz(
          cluster.controller().channel(),
          List.of(
              IdentityGrpc.getServiceDescriptor(),
              ControllerGrpc.getServiceDescriptor(),
              GroupControllerGrpc.getServiceDescriptor()),
          messages);
      fuzz(
          cluster.node().client().channel(),
          List.of(IdentityGrpc.getServiceDescriptor(), NodeGrpc.getServiceDescriptor()),
          messages);
      fuzz(agent, List.of(PoolAgentGrpc.getServiceDescriptor()), messages);
    } finally {
      agent.shutdownNow();
    }

    assertThat(cluster.node().client().isReady()).isTrue();
    assertThat(cluster.controller().isReady()).isTrue();
    assertThat(SystemState.of(cluster)).isEqualTo(before);
    assertThat(present.region(0, 1 << 20).digest()).isEqualTo(content);
    co.unpublish(present);
    co.delete(present.volume());
    cluster.assertNothingLeft();
  }

  /** What leads past the first check of an id: the pool's own, and volumes it does not have. */
  private static List<String> textsOf(PublishedVolume present) {
    String pool = present.volume().id().substring(0, present.volume().id().indexOf('.'));
    String absent = "00000000-0000-8000-8000-000000000000";
    return List.of(pool, pool, absent, absent, pool + "." + absent, pool + "." + absent);
  }

  private static void fuzz(
      ManagedChannel channel, List<ServiceDescriptor> services, RandomMessages messages) {
    for (ServiceDescriptor service : services) {
      for (MethodDescriptor<?, ?> method : service.getMethods()) {
        Map<Status.Code, Integer> answers = new EnumMap<>(Status.Code.class);
        for (int i = 0; i < TRIES; i++) {
          byte[] request = messages.forMethod(method);
          Status status = RawCalls.call(channel, method, request);
          answers.merge(status.getCode(), 1, Integer::sum);
          assertSaysWhatIsWrong(method, status);
        }
        System.out.println("fuzz: " + method.getFullMethodName() + " " + answers);
      }
    }
  }

  /**
   * A service that does not understand says so; it is never the one that broke. An id that may be
   * of a pool whose agent is away is UNAVAILABLE.
   */
  private static void assertSaysWhatIsWrong(MethodDescriptor<?, ?> method, Status status) {
    boolean foreign =
        status.getCode() == Status.Code.UNAVAILABLE
            && FOREIGN.matcher(String.valueOf(status.getDescription())).find();
    if (!status.isOk() && !foreign) {
      assertThat(status.getCode())
          .as("%s: %s, seed %d", method.getFullMethodName(), status, SEED)
          .isNotIn(
              Status.Code.UNKNOWN,
              Status.Code.UNAVAILABLE,
              Status.Code.DATA_LOSS,
              Status.Code.DEADLINE_EXCEEDED);
      assertThat(status.getDescription()).as("%s: %s", method, status).isNotBlank();
    }
  }
}
