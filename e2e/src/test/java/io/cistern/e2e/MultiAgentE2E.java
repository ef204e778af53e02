package io.cistern.e2e;

import static io.grpc.Status.Code.ABORTED;
import static io.grpc.Status.Code.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.e2e.cluster.Certificates;
import io.cistern.e2e.cluster.Cluster;
import io.cistern.e2e.cluster.ClusterNode;
import io.cistern.e2e.cluster.ClusterOptions;
import io.cistern.e2e.co.CsiVolume;
import io.cistern.e2e.co.Orchestrator;
import io.cistern.e2e.co.PublishedVolume;
import io.cistern.e2e.co.VolumeKind;
import io.cistern.protocol.agent.DescribeRequest;
import io.cistern.protocol.agent.PoolAgentGrpc;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.DeleteVolumeRequest;
import io.cistern.protocol.csi.GetCapacityRequest;
import io.cistern.protocol.csi.ListVolumesRequest;
import io.cistern.protocol.csi.ListVolumesResponse;
import io.cistern.protocol.csi.NodeGetInfoRequest;
import io.cistern.protocol.csi.Topology;
import io.cistern.protocol.csi.TopologyRequirement;
import io.cistern.protocol.transport.GrpcChannels;
import io.cistern.protocol.transport.TlsFiles;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One controller over two agents with two pools, on TCP with mutual TLS. */
class MultiAgentE2E {
  private static final long SIZE = 64L << 20;

  private static Cluster cluster;
  private static Orchestrator co;
  private static ClusterNode a;
  private static ClusterNode b;

  @BeforeAll
  static void start() {
    cluster = Cluster.start(ClusterOptions.twoNodes().withMutualTls());
    co = cluster.orchestrator();
    a = cluster.nodes().get(0);
    b = cluster.nodes().get(1);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aVolumeIsMadeOnTheNodeThatItsTopologyPrefersAndUsedThere() {
    for (ClusterNode node : List.of(b, a)) {
      CsiVolume volume = co.create(preferring("placed-" + node.id(), node), VolumeKind.EXT4);
      assertThat(volume.node()).isEqualTo(node.id());
      PublishedVolume published = co.publish(volume);
      String written = published.region(0, 1 << 20).fill(1);
      assertThat(published.region(0, 1 << 20).digest()).isEqualTo(written);
      co.unpublish(published);
      co.delete(volume);
    }
    cluster.assertNothingLeft();
  }

  @Test
  void aListingPagesThroughBothPools() {
    Set<String> made = new HashSet<>();
    List<CsiVolume> volumes = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      CsiVolume volume = co.create(requiring("listed-" + i, i % 2 == 0 ? a : b), VolumeKind.EXT4);
      volumes.add(volume);
      made.add(volume.id());
    }
    List<String> listed = new ArrayList<>();
    String token = "";
    do {
      ListVolumesResponse page =
          cluster
              .controller()
              .controller()
              .listVolumes(
                  ListVolumesRequest.newBuilder().setMaxEntries(2).setStartingToken(token).build());
      assertThat(page.getEntriesCount()).isLessThanOrEqualTo(2);
      page.getEntriesList().forEach(entry -> listed.add(entry.getVolume().getVolumeId()));
      token = page.getNextToken();
    } while (!token.isEmpty());
    assertThat(listed).containsExactlyInAnyOrderElementsOf(made);
    volumes.forEach(co::delete);
    cluster.assertNothingLeft();
  }

  @Test
  void racingCreatesOfOneNameMakeOneVolume() throws Exception {
    for (int round = 0; round < 5; round++) {
      String name = "raced-" + round;
      CreateVolumeRequest request = Orchestrator.request(name, VolumeKind.EXT4, SIZE).build();
      Set<String> ids = new HashSet<>();
      for (Callable<Optional<String>> racer : racers(request)) {
        racer.call().ifPresent(ids::add);
      }
      CsiVolume volume = co.create(request, VolumeKind.EXT4);
      ids.add(volume.id());
      assertThat(ids).containsExactly(volume.id());
      assertThat(listedIds()).containsExactly(volume.id());
      co.delete(volume);
    }
    cluster.assertNothingLeft();
  }

  @Test
  void anAgentThatIsAwayIsUnavailableAndNeverTakenForEmpty() {
    CsiVolume onB = co.create(requiring("stays", b), VolumeKind.EXT4);
    b.process().kill();
    try {
      Expect.status(
              UNAVAILABLE,
              () ->
                  cluster
                      .controller()
                      .controller()
                      .deleteVolume(DeleteVolumeRequest.newBuilder().setVolumeId(onB.id()).build()))
          .isNotBlank();
      Expect.status(
              UNAVAILABLE,
              () ->
                  cluster
                      .controller()
                      .controller()
                      .createVolume(
                          Orchestrator.request("anywhere", VolumeKind.EXT4, SIZE).build()))
          .isNotBlank();
      Expect.status(
              UNAVAILABLE,
              () ->
                  cluster
                      .controller()
                      .controller()
                      .listVolumes(ListVolumesRequest.getDefaultInstance()))
          .isNotBlank();
      CsiVolume onA = co.create(requiring("elsewhere", a), VolumeKind.EXT4);
      assertThat(onA.node()).isEqualTo(a.id());
      co.delete(onA);
    } finally {
      b.restart();
    }
    assertThat(co.create(requiring("stays", b), VolumeKind.EXT4)).isEqualTo(onB);
    co.delete(onB);
    cluster.assertNothingLeft();
  }

  @Test
  void capacityIsThatOfTheTopologyAskedFor() {
    long onA = capacity(GetCapacityRequest.newBuilder().setAccessibleTopology(topology(a)).build());
    long both = capacity(GetCapacityRequest.getDefaultInstance());
    assertThat(onA).isBetween(1L << 30, 8L << 30);
    assertThat(both).isGreaterThan(onA);
  }

  @Test
  void anAgentAnswersOnlyThoseWithACertificateOfItsAuthority() {
    TlsFiles ours = cluster.certificates().issue("client");
    TlsFiles foreign =
        Certificates.in(cluster.directory().resolve("other-authority")).issue("stranger");
    TlsFiles mixed = new TlsFiles(ours.ca(), foreign.certificate(), foreign.key());

    assertThat(describe(Optional.of(ours))).isEqualTo(a.id());
    Expect.status(UNAVAILABLE, () -> describe(Optional.of(foreign)));
    Expect.status(UNAVAILABLE, () -> describe(Optional.of(mixed)));
    Expect.status(UNAVAILABLE, () -> describe(Optional.empty()));
  }

  private static String describe(Optional<TlsFiles> identity) {
    ManagedChannel channel = GrpcChannels.connect(a.agent(), identity);
    try {
      return PoolAgentGrpc.newBlockingStub(channel)
          .withDeadlineAfter(10, TimeUnit.SECONDS)
          .describe(DescribeRequest.getDefaultInstance())
          .getNodeId();
    } finally {
      channel.shutdownNow();
    }
  }

  private static List<Callable<Optional<String>>> racers(CreateVolumeRequest request) {
    List<Callable<Optional<String>>> answers = new ArrayList<>();
    try (ExecutorService racing = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 16; i++) {
        Future<Optional<String>> answer = racing.submit(() -> race(request));
        answers.add(answer::get);
      }
    }
    return answers;
  }

  private static Optional<String> race(CreateVolumeRequest request) {
    try {
      return Optional.of(
          cluster.controller().controller().createVolume(request).getVolume().getVolumeId());
    } catch (StatusRuntimeException lost) {
      assertThat(lost.getStatus().getCode()).as(lost.getMessage()).isEqualTo(ABORTED);
      return Optional.empty();
    }
  }

  private static List<String> listedIds() {
    return cluster
        .controller()
        .controller()
        .listVolumes(ListVolumesRequest.getDefaultInstance())
        .getEntriesList()
        .stream()
        .map(entry -> entry.getVolume().getVolumeId())
        .toList();
  }

  private static long capacity(GetCapacityRequest request) {
    return cluster.controller().controller().getCapacity(request).getAvailableCapacity();
  }

  private static CreateVolumeRequest requiring(String name, ClusterNode node) {
    return Orchestrator.request(name, VolumeKind.EXT4, SIZE)
        .setAccessibilityRequirements(
            TopologyRequirement.newBuilder()
                .addRequisite(topology(node))
                .addPreferred(topology(node)))
        .build();
  }

  private static CreateVolumeRequest preferring(String name, ClusterNode node) {
    ClusterNode other = node.equals(a) ? b : a;
    return Orchestrator.request(name, VolumeKind.EXT4, SIZE)
        .setAccessibilityRequirements(
            TopologyRequirement.newBuilder()
                .addRequisite(topology(a))
                .addRequisite(topology(b))
                .addPreferred(topology(node))
                .addPreferred(topology(other)))
        .build();
  }

  private static Topology topology(ClusterNode node) {
    return node.client()
        .node()
        .nodeGetInfo(NodeGetInfoRequest.getDefaultInstance())
        .getAccessibleTopology();
  }
}
