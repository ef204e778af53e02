package io.cistern.controller;

import static io.cistern.controller.testing.Requests.codeOf;
import static io.cistern.controller.testing.Requests.copyOn;
import static io.cistern.controller.testing.Requests.on;
import static io.cistern.controller.testing.Requests.volumeOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.controller.placement.CopyPlacement;
import io.cistern.controller.testing.BlackHole;
import io.cistern.controller.testing.TestAgent;
import io.cistern.controller.testing.TestCluster;
import io.cistern.pool.model.ByteSize;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.GetCapacityRequest;
import io.cistern.protocol.transport.Endpoint;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that does not even refuse: every packet to it is lost. */
@Timeout(60)
class DeadNodeTest {
  /** Far below what thirty calls take that each wait for the dead node: two seconds for each. */
  private static final Duration WITHOUT_WAITING = Duration.ofSeconds(10);

  @TempDir Path directory;
  private TestAgent dead;
  private TestCluster cluster;

  @BeforeEach
  void start() {
    dead =
        new TestAgent(new Endpoint.Tcp("127.0.0.1", 0), "node-3", "fast", ByteSize.ofGiB(10))
            .start();
    cluster = new TestCluster(directory, CopyPlacement.AT_SOURCE, dead);
  }

  @AfterEach
  void stop() {
    cluster.close();
    dead.close();
  }

  private String create(TestAgent on, String name) {
    return create(volumeOn(on, name));
  }

  private String create(CreateVolumeRequest.Builder request) {
    return cluster.create(request).getVolumeId();
  }

  /**
   * Again while the answer is that it may be tried again: the lost connection may be tried still.
   */
  private void createPatiently(TestAgent on, String name) {
    boolean made = false;
    while (!made) {
      try {
        var _ = create(on, name);
        made = true;
      } catch (StatusRuntimeException later) {
        assertThat(later.getStatus().getCode()).isEqualTo(Code.UNAVAILABLE);
      }
    }
  }

  private long room(TestAgent on) {
    return cluster
        .client()
        .getCapacity(GetCapacityRequest.newBuilder().setAccessibleTopology(on(on)).build())
        .getAvailableCapacity();
  }

  private BlackHole lose(TestAgent agent) throws IOException {
    Endpoint.Tcp endpoint = (Endpoint.Tcp) agent.endpoint();
    agent.stop();
    BlackHole hole = new BlackHole(endpoint);
    // Someone has to find out.
    assertThat(cluster.agents().survey().silent()).hasSize(1);
    return hole;
  }

  @Test
  void nobodyWaitsForItWhoWantsNothingOfIt() throws IOException {
    try (BlackHole _ = lose(dead)) {
      long begun = System.nanoTime();
      for (int i = 0; i < 10; i++) {
        String volume = create(cluster.one, "pvc-" + i);
        var _ = create(copyOn(cluster.two, "copy-" + i, volume));
        assertThat(room(cluster.two)).isPositive();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(WITHOUT_WAITING);
      assertThat(codeOf(() -> create(dead, "pvc-10"))).isEqualTo(Code.UNAVAILABLE);
      assertThat(codeOf(() -> room(dead))).isEqualTo(Code.UNAVAILABLE);
    }
  }

  @Test
  void whatItHoldsIsKnownAgainOnceItIsBack() throws IOException {
    String lost = create(dead, "pvc-1");
    Endpoint.Tcp endpoint = (Endpoint.Tcp) dead.endpoint();
    try (BlackHole _ = lose(dead)) {
      var _ = create(cluster.one, "pvc-2");
      assertThat(codeOf(() -> create(copyOn(cluster.one, "copy", lost))))
          .isEqualTo(Code.UNAVAILABLE);
    }
    dead.startAt(endpoint);
    createPatiently(dead, "pvc-3");
    assertThat(codeOf(() -> create(cluster.one, "pvc-1"))).isEqualTo(Code.ALREADY_EXISTS);
  }
}
