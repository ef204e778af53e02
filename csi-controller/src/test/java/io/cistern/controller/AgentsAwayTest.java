package io.cistern.controller;

import static io.cistern.controller.testing.Requests.codeOf;
import static io.cistern.controller.testing.Requests.on;
import static io.cistern.controller.testing.Requests.statusOf;
import static io.cistern.controller.testing.Requests.volume;
import static io.cistern.controller.testing.Requests.volumeOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.controller.testing.TestCluster;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.DeleteVolumeRequest;
import io.cistern.protocol.csi.GetCapacityRequest;
import io.cistern.protocol.csi.ListSnapshotsRequest;
import io.cistern.protocol.csi.ListVolumesRequest;
import io.cistern.protocol.csi.ProbeRequest;
import io.cistern.protocol.csi.Topology;
import io.cistern.protocol.csi.Volume;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AgentsAwayTest {
  @TempDir Path directory;
  private TestCluster cluster;

  @BeforeEach
  void start() {
    cluster = new TestCluster(directory);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aVolumeOfAnAgentThatIsDownIsUnavailableNeverGone() {
    Volume volume = cluster.create(volumeOn(cluster.one, "pvc-1"));
    cluster.one.stop();
    DeleteVolumeRequest delete =
        DeleteVolumeRequest.newBuilder().setVolumeId(volume.getVolumeId()).build();
    Status status = statusOf(() -> cluster.client().deleteVolume(delete));
    assertThat(status.getCode()).isEqualTo(Code.UNAVAILABLE);
    assertThat(status.getDescription()).contains(cluster.one.endpoint().toString());
    assertThat(codeOf(() -> cluster.create(volumeOn(cluster.one, "pvc-1"))))
        .isEqualTo(Code.UNAVAILABLE);
    cluster.one.start();
    assertThat(cluster.create(volumeOn(cluster.one, "pvc-1"))).isEqualTo(volume);
    var unused = cluster.client().deleteVolume(delete);
    assertThat(cluster.one.volumeCount()).isZero();
  }

  @Test
  void noSecondVolumeIsMadeWhileTheFirstMayBeOnAnAgentThatIsDown() {
    cluster.create(volume("pvc-1"));
    cluster.one.stop();
    assertThat(codeOf(() -> cluster.create(volume("pvc-1")))).isEqualTo(Code.UNAVAILABLE);
    assertThat(cluster.two.volumeCount()).isZero();
  }

  @Test
  void anAgentThatIsDownIsNoMatterWhereItsNodeIsNotEligible() {
    cluster.one.stop();
    assertThat(cluster.create(volumeOn(cluster.two, "pvc-1")).getAccessibleTopologyList())
        .containsExactly(on(cluster.two));
    cluster.create(volume("pvc-2").putParameters("pool", "slow"));
  }

  @Test
  void aNodeWhoseAgentIsKnownByNoAddressMayHoldTheVolumeAlready() {
    Topology unheard =
        Topology.newBuilder().putSegments("topology.csi.cistern.io/node", "node-3").build();
    CreateVolumeRequest.Builder there = volume("pvc-1");
    there.getAccessibilityRequirementsBuilder().addRequisite(unheard);
    assertThat(codeOf(() -> cluster.create(there))).isEqualTo(Code.UNAVAILABLE);
    there.getAccessibilityRequirementsBuilder().addRequisite(on(cluster.one));
    assertThat(codeOf(() -> cluster.create(there))).isEqualTo(Code.UNAVAILABLE);
    assertThat(cluster.one.volumeCount()).isZero();
    GetCapacityRequest room =
        GetCapacityRequest.newBuilder().setAccessibleTopology(unheard).build();
    assertThat(codeOf(() -> cluster.client().getCapacity(room))).isEqualTo(Code.UNAVAILABLE);
  }

  @Test
  void aPlaceOfAnotherDriversKeysHasNoRoomAndNobodyIsWaitedFor() {
    Topology foreign = Topology.newBuilder().putSegments("example.com/rack", "7").build();
    GetCapacityRequest room =
        GetCapacityRequest.newBuilder().setAccessibleTopology(foreign).build();
    assertThat(cluster.client().getCapacity(room).getAvailableCapacity()).isZero();
    CreateVolumeRequest.Builder there = volume("pvc-1");
    there.getAccessibilityRequirementsBuilder().addRequisite(foreign);
    assertThat(codeOf(() -> cluster.create(there))).isEqualTo(Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void aVolumeThatIsWhereItIsNoLongerWantedIsNotMadeASecondTime() {
    cluster.create(volumeOn(cluster.one, "pvc-1"));
    assertThat(codeOf(() -> cluster.create(volumeOn(cluster.two, "pvc-1"))))
        .isEqualTo(Code.ALREADY_EXISTS);
    assertThat(cluster.two.volumeCount()).isZero();
  }

  @Test
  void aLookThatAnAgentDidNotAnswerNeverStandsForAnother() {
    var complete = cluster.agents().survey();
    assertThat(cluster.agents().recentSurvey()).contains(complete);
    cluster.one.stop();
    assertThat(cluster.agents().survey().silent()).hasSize(1);
    assertThat(cluster.agents().recentSurvey()).isEmpty();
  }

  @Test
  void aCreateThatGotNoAnswerHasTheAgentsLookedAtAnew() {
    var _ = cluster.agents().survey();
    cluster.one.stop();
    assertThat(codeOf(() -> cluster.create(volumeOn(cluster.one, "pvc-1"))))
        .isEqualTo(Code.UNAVAILABLE);
    assertThat(cluster.agents().recentSurvey()).isEmpty();
    cluster.one.start();
    assertThat(cluster.create(volumeOn(cluster.one, "pvc-1")).getAccessibleTopologyList())
        .containsExactly(on(cluster.one));
    assertThat(cluster.two.volumeCount()).isZero();
  }

  @Test
  void aCreateWhoseAnswerWasLostIsFoundAgainAndNotMadeElsewhere() {
    CountDownLatch release = new CountDownLatch(1);
    cluster.one.service().beforeCreate(() -> await(release));
    assertThat(codeOf(() -> cluster.create(volume("pvc-1")))).isEqualTo(Code.UNAVAILABLE);
    // The agent still works on it. By space alone the other pool would be next.
    var taken =
        cluster.create(
            volumeOn(cluster.two, "filler")); // proves that the other pool would take a volume
    assertThat(taken.getVolumeId()).isNotEmpty();
    assertThat(codeOf(() -> cluster.create(volume("pvc-1")))).isIn(Code.UNAVAILABLE, Code.ABORTED);
    release.countDown();
    cluster.one.service().beforeCreate(() -> {});
    Volume volume = createRetrying("pvc-1");
    assertThat(volume.getAccessibleTopologyList()).containsExactly(on(cluster.one));
    assertThat(cluster.one.volumeCount()).isEqualTo(1);
    assertThat(cluster.two.volumeCount()).isEqualTo(1);
  }

  private Volume createRetrying(String name) {
    while (true) {
      try {
        return cluster.create(volume(name));
      } catch (StatusRuntimeException e) {
        assertThat(e.getStatus().getCode()).isIn(Code.ABORTED, Code.UNAVAILABLE);
        sleep(20);
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void concurrentDuplicatesMakeOneVolume() throws InterruptedException {
    cluster.one.service().afterCreate(() -> sleep(30));
    Set<String> ids = Collections.synchronizedSet(new HashSet<>());
    AtomicInteger aborted = new AtomicInteger();
    List<Thread> callers =
        IntStream.range(0, 16)
            .mapToObj(
                _ ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              try {
                                ids.add(cluster.create(volume("pvc-1")).getVolumeId());
                              } catch (StatusRuntimeException e) {
                                assertThat(e.getStatus().getCode()).isEqualTo(Code.ABORTED);
                                aborted.incrementAndGet();
                              }
                            }))
            .toList();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(ids).hasSize(1);
    assertThat(aborted.get()).isPositive();
    assertThat(cluster.one.volumeCount() + cluster.two.volumeCount()).isEqualTo(1);
  }

  @Test
  void aDeleteDuringTheCreateIsAbortedSoThatNothingLeaks() throws InterruptedException {
    CountDownLatch made = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Volume probe = cluster.create(volumeOn(cluster.one, "pvc-1"));
    String id = probe.getVolumeId();
    DeleteVolumeRequest delete = DeleteVolumeRequest.newBuilder().setVolumeId(id).build();
    var unused = cluster.client().deleteVolume(delete);
    cluster
        .one
        .service()
        .afterCreate(
            () -> {
              made.countDown();
              await(release);
            });
    Thread creator = Thread.ofVirtual().start(() -> cluster.create(volumeOn(cluster.one, "pvc-1")));
    made.await();
    assertThat(codeOf(() -> cluster.client().deleteVolume(delete))).isEqualTo(Code.ABORTED);
    release.countDown();
    assertThat(creator.join(Duration.ofSeconds(5))).isTrue();
    unused = cluster.client().deleteVolume(delete);
    assertThat(cluster.one.volumeCount()).isZero();
  }

  @Test
  void listsAndCapacityAreUnavailableRatherThanFullOfHoles() {
    cluster.create(volumeOn(cluster.one, "pvc-1"));
    cluster.one.stop();
    assertThat(codeOf(() -> cluster.client().listVolumes(ListVolumesRequest.getDefaultInstance())))
        .isEqualTo(Code.UNAVAILABLE);
    assertThat(
            codeOf(() -> cluster.client().listSnapshots(ListSnapshotsRequest.getDefaultInstance())))
        .isEqualTo(Code.UNAVAILABLE);
    assertThat(codeOf(() -> cluster.client().getCapacity(GetCapacityRequest.getDefaultInstance())))
        .isEqualTo(Code.UNAVAILABLE);
    assertThat(
            cluster
                .client()
                .getCapacity(
                    GetCapacityRequest.newBuilder().setAccessibleTopology(on(cluster.two)).build())
                .getAvailableCapacity())
        .isPositive();
  }

  @Test
  void probeSaysReadyOnceAnAgentHasAnswered() {
    assertThat(cluster.identity().probe(ProbeRequest.getDefaultInstance()).getReady().getValue())
        .isTrue();
  }

  @Test
  void anAgentThatComesAndGoesLosesNothing() {
    List<String> ids =
        IntStream.range(0, 20)
            .mapToObj(
                i -> {
                  if (i % 5 == 4) {
                    cluster.one.stop();
                    cluster.one.start();
                  }
                  return cluster.create(volumeOn(cluster.one, "pvc-" + i)).getVolumeId();
                })
            .toList();
    assertThat(ids.stream().distinct()).hasSize(20);
    assertThat(cluster.one.volumeCount()).isEqualTo(20);
  }
}
