package io.cistern.controller;

import static io.cistern.controller.testing.Requests.MIB;
import static io.cistern.controller.testing.Requests.codeOf;
import static io.cistern.controller.testing.Requests.mount;
import static io.cistern.controller.testing.Requests.on;
import static io.cistern.controller.testing.Requests.volumeOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.controller.testing.TestCluster;
import io.cistern.protocol.csi.CreateSnapshotRequest;
import io.cistern.protocol.csi.DeleteVolumeRequest;
import io.cistern.protocol.csi.GetCapacityRequest;
import io.cistern.protocol.csi.GetCapacityResponse;
import io.cistern.protocol.csi.ListSnapshotsRequest;
import io.cistern.protocol.csi.ListSnapshotsResponse;
import io.cistern.protocol.csi.ListVolumesRequest;
import io.cistern.protocol.csi.ListVolumesResponse;
import io.cistern.protocol.csi.Snapshot;
import io.cistern.protocol.csi.VolumeCapability.AccessMode.Mode;
import io.grpc.Status.Code;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCallsTest {
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

  private List<String> volumes(int count) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var agent = i % 2 == 0 ? cluster.one : cluster.two;
      ids.add(
          cluster
              .client()
              .createVolume(volumeOn(agent, "pvc-" + i).build())
              .getVolume()
              .getVolumeId());
    }
    return ids;
  }

  private ListVolumesResponse list(int maxEntries, String token) {
    return cluster
        .client()
        .listVolumes(
            ListVolumesRequest.newBuilder()
                .setMaxEntries(maxEntries)
                .setStartingToken(token)
                .build());
  }

  @Test
  void everyPageSizeGivesEveryVolumeOnceInOneOrder() {
    List<String> made = volumes(7);
    List<String> all = idsOf(list(0, ""));
    assertThat(all).containsExactlyInAnyOrderElementsOf(made).isSorted();
    for (int size = 1; size <= 8; size++) {
      List<String> paged = new ArrayList<>();
      String token = "";
      do {
        ListVolumesResponse page = list(size, token);
        assertThat(page.getEntriesCount()).isBetween(1, size);
        paged.addAll(idsOf(page));
        token = page.getNextToken();
      } while (!token.isEmpty());
      assertThat(paged).isEqualTo(all);
    }
  }

  private static List<String> idsOf(ListVolumesResponse page) {
    return page.getEntriesList().stream().map(entry -> entry.getVolume().getVolumeId()).toList();
  }

  @Test
  void everyEntryCarriesItsConditionAndItsPlace() {
    volumes(2);
    assertThat(list(0, "").getEntriesList())
        .hasSize(2)
        .allSatisfy(
            entry -> {
              assertThat(entry.getStatus().getVolumeCondition().getMessage()).isNotEmpty();
              assertThat(entry.getVolume().getAccessibleTopologyCount()).isEqualTo(1);
            });
  }

  @Test
  void aTokenOutlivesTheVolumeItPointsAt() {
    volumes(6);
    List<String> all = idsOf(list(0, ""));
    String token = list(3, "").getNextToken();
    for (String id : all.subList(0, 4)) {
      var unused =
          cluster.client().deleteVolume(DeleteVolumeRequest.newBuilder().setVolumeId(id).build());
    }
    assertThat(idsOf(list(0, token))).isEqualTo(all.subList(4, 6));
  }

  @Test
  void anUnknownTokenIsAbortedAndANegativePageInvalid() {
    assertThat(codeOf(() -> list(0, "invalid-token"))).isEqualTo(Code.ABORTED);
    assertThat(codeOf(() -> list(-1, ""))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(
            codeOf(() -> snapshots(ListSnapshotsRequest.newBuilder().setStartingToken("\u00e9?"))))
        .isEqualTo(Code.ABORTED);
    assertThat(codeOf(() -> snapshots(ListSnapshotsRequest.newBuilder().setMaxEntries(-1))))
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  private ListSnapshotsResponse snapshots(ListSnapshotsRequest.Builder request) {
    return cluster.client().listSnapshots(request.build());
  }

  private Snapshot snapshot(String name, String volumeId) {
    return cluster
        .client()
        .createSnapshot(
            CreateSnapshotRequest.newBuilder().setName(name).setSourceVolumeId(volumeId).build())
        .getSnapshot();
  }

  @Test
  void snapshotsAreListedByVolumeByIdAndInPages() {
    List<String> volumes = volumes(2);
    Snapshot first = snapshot("s1", volumes.get(0));
    Snapshot second = snapshot("s2", volumes.get(0));
    Snapshot other = snapshot("s3", volumes.get(1));
    assertThat(idsOf(snapshots(ListSnapshotsRequest.newBuilder())))
        .containsExactlyInAnyOrder(
            first.getSnapshotId(), second.getSnapshotId(), other.getSnapshotId());
    assertThat(
            idsOf(snapshots(ListSnapshotsRequest.newBuilder().setSourceVolumeId(volumes.get(0)))))
        .containsExactlyInAnyOrder(first.getSnapshotId(), second.getSnapshotId());
    assertThat(
            snapshots(ListSnapshotsRequest.newBuilder().setSnapshotId(other.getSnapshotId()))
                .getEntriesList())
        .extracting(ListSnapshotsResponse.Entry::getSnapshot)
        .containsExactly(other);
    assertThat(
            idsOf(
                snapshots(
                    ListSnapshotsRequest.newBuilder()
                        .setSnapshotId(other.getSnapshotId())
                        .setSourceVolumeId(volumes.get(0)))))
        .isEmpty();
    ListSnapshotsResponse page = snapshots(ListSnapshotsRequest.newBuilder().setMaxEntries(2));
    assertThat(page.getEntriesCount()).isEqualTo(2);
    assertThat(
            snapshots(ListSnapshotsRequest.newBuilder().setStartingToken(page.getNextToken()))
                .getEntriesCount())
        .isEqualTo(1);
  }

  private static List<String> idsOf(ListSnapshotsResponse page) {
    return page.getEntriesList().stream().map(e -> e.getSnapshot().getSnapshotId()).toList();
  }

  @Test
  void aFilterThatMatchesNothingIsAnEmptyList() {
    assertThat(snapshots(ListSnapshotsRequest.newBuilder().setSnapshotId("nope")).getEntriesList())
        .isEmpty();
    assertThat(
            snapshots(ListSnapshotsRequest.newBuilder().setSourceVolumeId("nope")).getEntriesList())
        .isEmpty();
    String gone = volumes(1).getFirst();
    assertThat(
            snapshots(ListSnapshotsRequest.newBuilder().setSourceVolumeId(gone)).getEntriesList())
        .isEmpty();
    assertThat(snapshots(ListSnapshotsRequest.newBuilder().setSnapshotId(gone)).getEntriesList())
        .isEmpty();
  }

  @Test
  void capacityIsTheSumAndTheLargestVolumeIsOfOnePool() {
    GetCapacityResponse all = capacity(GetCapacityRequest.newBuilder());
    GetCapacityResponse one =
        capacity(GetCapacityRequest.newBuilder().setAccessibleTopology(on(cluster.one)));
    GetCapacityResponse two =
        capacity(GetCapacityRequest.newBuilder().putParameters("pool", "slow"));
    assertThat(all.getAvailableCapacity())
        .isEqualTo(one.getAvailableCapacity() + two.getAvailableCapacity());
    assertThat(all.getMaximumVolumeSize()).isEqualTo(one.getMaximumVolumeSize());
    assertThat(one.getAvailableCapacity()).isGreaterThan(two.getAvailableCapacity());
  }

  @Test
  void capacityHonoursWhatTheVolumeIsFor() {
    GetCapacityRequest.Builder xfs =
        GetCapacityRequest.newBuilder().addVolumeCapabilities(mount(Mode.SINGLE_NODE_WRITER));
    xfs.getVolumeCapabilitiesBuilder(0).getMountBuilder().setFsType("xfs");
    assertThat(capacity(xfs).getMinimumVolumeSize().getValue()).isEqualTo(300 * MIB);
    GetCapacityResponse none =
        capacity(
            GetCapacityRequest.newBuilder()
                .addVolumeCapabilities(mount(Mode.MULTI_NODE_MULTI_WRITER)));
    assertThat(none.getAvailableCapacity()).isZero();
    assertThat(capacity(GetCapacityRequest.newBuilder().putParameters("pool", "absent")))
        .isEqualTo(GetCapacityResponse.getDefaultInstance());
    assertThat(
            codeOf(() -> capacity(GetCapacityRequest.newBuilder().putParameters("colour", "red"))))
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  private GetCapacityResponse capacity(GetCapacityRequest.Builder request) {
    return cluster.client().getCapacity(request.build());
  }
}
