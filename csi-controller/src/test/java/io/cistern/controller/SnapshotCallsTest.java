package io.cistern.controller;

import static io.cistern.controller.testing.Requests.MIB;
import static io.cistern.controller.testing.Requests.codeOf;
import static io.cistern.controller.testing.Requests.volume;
import static io.cistern.controller.testing.Requests.volumeOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.controller.testing.TestCluster;
import io.cistern.protocol.csi.CreateSnapshotRequest;
import io.cistern.protocol.csi.CreateVolumeGroupSnapshotRequest;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.DeleteSnapshotRequest;
import io.cistern.protocol.csi.DeleteVolumeGroupSnapshotRequest;
import io.cistern.protocol.csi.DeleteVolumeRequest;
import io.cistern.protocol.csi.GetSnapshotRequest;
import io.cistern.protocol.csi.GetVolumeGroupSnapshotRequest;
import io.cistern.protocol.csi.Snapshot;
import io.cistern.protocol.csi.Volume;
import io.cistern.protocol.csi.VolumeGroupSnapshot;
import io.grpc.Status.Code;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCallsTest {
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

  private String create(CreateVolumeRequest.Builder request) {
    return cluster.create(request).getVolumeId();
  }

  private Snapshot cut(String name, String volumeId) {
    return cluster
        .client()
        .createSnapshot(
            CreateSnapshotRequest.newBuilder().setName(name).setSourceVolumeId(volumeId).build())
        .getSnapshot();
  }

  private Snapshot get(String id) {
    return cluster
        .client()
        .getSnapshot(GetSnapshotRequest.newBuilder().setSnapshotId(id).build())
        .getSnapshot();
  }

  private void delete(String id) {
    var unused =
        cluster
            .client()
            .deleteSnapshot(DeleteSnapshotRequest.newBuilder().setSnapshotId(id).build());
  }

  @Test
  void aReplayedSnapshotHasTheTimeOfItsFirstCut() {
    String volume = create(volumeOn(cluster.two, "v"));
    Snapshot first = cut("s", volume);
    assertThat(first.getReadyToUse()).isTrue();
    assertThat(first.getSizeBytes()).isEqualTo(64 * MIB);
    assertThat(first.getSourceVolumeId()).isEqualTo(volume);
    assertThat(cut("s", volume)).isEqualTo(first);
    assertThat(get(first.getSnapshotId())).isEqualTo(first);
  }

  @Test
  void aNameTakenByASnapshotOfAnotherVolumeAlreadyExistsEvenInAnotherPool() {
    cut("s", create(volumeOn(cluster.one, "v1")));
    String neighbour = create(volumeOn(cluster.one, "v2"));
    String faraway = create(volumeOn(cluster.two, "v3"));
    assertThat(codeOf(() -> cut("s", neighbour))).isEqualTo(Code.ALREADY_EXISTS);
    assertThat(codeOf(() -> cut("s", faraway))).isEqualTo(Code.ALREADY_EXISTS);
  }

  @Test
  void aSnapshotOutlivesItsVolumeAndIsRestoredLarger() {
    String volume = create(volumeOn(cluster.two, "v"));
    Snapshot snapshot = cut("s", volume);
    var unused =
        cluster.client().deleteVolume(DeleteVolumeRequest.newBuilder().setVolumeId(volume).build());
    CreateVolumeRequest.Builder request = volume("restored");
    request.getCapacityRangeBuilder().setRequiredBytes(128 * MIB);
    request
        .getVolumeContentSourceBuilder()
        .getSnapshotBuilder()
        .setSnapshotId(snapshot.getSnapshotId());
    Volume restored = cluster.create(request);
    assertThat(restored.getCapacityBytes()).isEqualTo(128 * MIB);
    assertThat(restored.getContentSource()).isEqualTo(request.getVolumeContentSource());
    request.setName("smaller").getCapacityRangeBuilder().setLimitBytes(32 * MIB);
    request.getCapacityRangeBuilder().setRequiredBytes(32 * MIB);
    assertThat(codeOf(() -> create(request))).isEqualTo(Code.OUT_OF_RANGE);
  }

  @Test
  void aWrongRequestIsRefused() {
    String volume = create(volume("v"));
    assertThat(codeOf(() -> cut("", volume))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> cut("s", ""))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> cut("s", "nope"))).isEqualTo(Code.NOT_FOUND);
    assertThat(codeOf(() -> get("nope"))).isEqualTo(Code.NOT_FOUND);
    assertThat(codeOf(() -> get(""))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(
            codeOf(
                () ->
                    cluster
                        .client()
                        .createSnapshot(
                            CreateSnapshotRequest.newBuilder()
                                .setName("s")
                                .setSourceVolumeId(volume)
                                .putParameters("colour", "red")
                                .build())))
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void aDeletedSnapshotIsGoneAndDeletingItAgainSucceeds() {
    Snapshot snapshot = cut("s", create(volume("v")));
    delete(snapshot.getSnapshotId());
    assertThat(codeOf(() -> get(snapshot.getSnapshotId()))).isEqualTo(Code.NOT_FOUND);
    delete(snapshot.getSnapshotId());
    delete("nope");
    assertThat(codeOf(() -> delete(""))).isEqualTo(Code.INVALID_ARGUMENT);
  }

  private VolumeGroupSnapshot group(String name, List<String> volumes) {
    return cluster
        .groups()
        .createVolumeGroupSnapshot(
            CreateVolumeGroupSnapshotRequest.newBuilder()
                .setName(name)
                .addAllSourceVolumeIds(volumes)
                .build())
        .getGroupSnapshot();
  }

  @Test
  void aGroupHasItsMembersInTheOrderAskedAndIsTheSameWhenReplayed() {
    List<String> volumes =
        List.of(
            create(volumeOn(cluster.one, "v3")),
            create(volumeOn(cluster.one, "v1")),
            create(volumeOn(cluster.one, "v2")));
    VolumeGroupSnapshot group = group("g", volumes);
    assertThat(group.getReadyToUse()).isTrue();
    assertThat(group.getSnapshotsList()).extracting(Snapshot::getSourceVolumeId).isEqualTo(volumes);
    assertThat(group.getSnapshotsList())
        .allSatisfy(
            member -> {
              assertThat(member.getGroupSnapshotId()).isEqualTo(group.getGroupSnapshotId());
              assertThat(member.getCreationTime()).isEqualTo(group.getCreationTime());
            });
    assertThat(group("g", volumes)).isEqualTo(group);
    assertThat(codeOf(() -> group("g", volumes.subList(0, 2)))).isEqualTo(Code.ALREADY_EXISTS);
  }

  @Test
  void volumesOfTwoPoolsHaveNoMomentInCommon() {
    List<String> volumes =
        List.of(create(volumeOn(cluster.one, "v1")), create(volumeOn(cluster.two, "v2")));
    assertThat(codeOf(() -> group("g", volumes))).isEqualTo(Code.FAILED_PRECONDITION);
  }

  @Test
  void aMemberIsNotDeletedAloneAndAllGoWithTheGroup() {
    VolumeGroupSnapshot group =
        group(
            "g", List.of(create(volumeOn(cluster.one, "v1")), create(volumeOn(cluster.one, "v2"))));
    String member = group.getSnapshots(0).getSnapshotId();
    assertThat(codeOf(() -> delete(member))).isEqualTo(Code.INVALID_ARGUMENT);
    DeleteVolumeGroupSnapshotRequest.Builder request =
        DeleteVolumeGroupSnapshotRequest.newBuilder()
            .setGroupSnapshotId(group.getGroupSnapshotId())
            .addSnapshotIds(member);
    assertThat(codeOf(() -> deleteGroup(request))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(get(member)).isEqualTo(group.getSnapshots(0));
    deleteGroup(request.addSnapshotIds(group.getSnapshots(1).getSnapshotId()));
    assertThat(codeOf(() -> get(member))).isEqualTo(Code.NOT_FOUND);
    deleteGroup(request);
  }

  private void deleteGroup(DeleteVolumeGroupSnapshotRequest.Builder request) {
    var unused = cluster.groups().deleteVolumeGroupSnapshot(request.build());
  }

  @Test
  void aWrongGroupRequestIsRefused() {
    String volume = create(volume("v"));
    assertThat(codeOf(() -> group("", List.of(volume)))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> group("g", List.of()))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> group("g", List.of(volume, "nope")))).isEqualTo(Code.NOT_FOUND);
    assertThat(codeOf(() -> getGroup(""))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> getGroup("nope"))).isEqualTo(Code.NOT_FOUND);
    assertThat(codeOf(() -> deleteGroup(DeleteVolumeGroupSnapshotRequest.newBuilder())))
        .isEqualTo(Code.INVALID_ARGUMENT);
    deleteGroup(DeleteVolumeGroupSnapshotRequest.newBuilder().setGroupSnapshotId("nope"));
  }

  private VolumeGroupSnapshot getGroup(String id) {
    return cluster
        .groups()
        .getVolumeGroupSnapshot(
            GetVolumeGroupSnapshotRequest.newBuilder().setGroupSnapshotId(id).build())
        .getGroupSnapshot();
  }
}
