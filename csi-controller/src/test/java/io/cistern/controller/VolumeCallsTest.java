package io.cistern.controller;

import static io.cistern.controller.testing.Requests.MIB;
import static io.cistern.controller.testing.Requests.block;
import static io.cistern.controller.testing.Requests.codeOf;
import static io.cistern.controller.testing.Requests.copyOn;
import static io.cistern.controller.testing.Requests.mount;
import static io.cistern.controller.testing.Requests.on;
import static io.cistern.controller.testing.Requests.statusOf;
import static io.cistern.controller.testing.Requests.volume;
import static io.cistern.controller.testing.Requests.volumeOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.controller.testing.TestCluster;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.IoLimit;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.csi.CapacityRange;
import io.cistern.protocol.csi.ControllerExpandVolumeRequest;
import io.cistern.protocol.csi.ControllerExpandVolumeResponse;
import io.cistern.protocol.csi.ControllerGetVolumeRequest;
import io.cistern.protocol.csi.ControllerGetVolumeResponse;
import io.cistern.protocol.csi.ControllerModifyVolumeRequest;
import io.cistern.protocol.csi.ControllerPublishVolumeRequest;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.DeleteVolumeRequest;
import io.cistern.protocol.csi.ValidateVolumeCapabilitiesRequest;
import io.cistern.protocol.csi.ValidateVolumeCapabilitiesResponse;
import io.cistern.protocol.csi.Volume;
import io.cistern.protocol.csi.VolumeCapability.AccessMode.Mode;
import io.grpc.Status.Code;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeCallsTest {
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

  private Code refusal(CreateVolumeRequest.Builder request) {
    return codeOf(() -> cluster.create(request));
  }

  private void assertNothingWasMade() {
    assertThat(cluster.one.pool().volumes().list(Optional.empty(), 10).items()).isEmpty();
    assertThat(cluster.two.pool().volumes().list(Optional.empty(), 10).items()).isEmpty();
  }

  @Test
  void aVolumeIsInThePoolWithTheMostSpaceAndSaysWhere() {
    Volume volume = cluster.create(volume("pvc-1"));
    VolumeId id = VolumeId.parse(volume.getVolumeId()).orElseThrow();
    assertThat(cluster.one.pool().volumes().find(id)).isPresent();
    assertThat(volume.getCapacityBytes()).isEqualTo(64 * MIB);
    assertThat(volume.getAccessibleTopologyList()).containsExactly(on(cluster.one));
    assertThat(volume.getVolumeContextMap()).isEmpty();
  }

  @Test
  void theFirstPreferredTopologyWinsOverSpace() {
    CreateVolumeRequest.Builder request = volume("pvc-1");
    request
        .getAccessibilityRequirementsBuilder()
        .addRequisite(on(cluster.one))
        .addRequisite(on(cluster.two))
        .addPreferred(on(cluster.two))
        .addPreferred(on(cluster.one));
    assertThat(cluster.create(request).getAccessibleTopologyList())
        .containsExactly(on(cluster.two));
  }

  @Test
  void theNextPoolIsTriedWhereOneIsFull() {
    cluster.create(
        volumeOn(cluster.two, "big")
            .putParameters("provisioning", "thick")
            .setCapacityRange(CapacityRange.newBuilder().setRequiredBytes(47L << 30)));
    CreateVolumeRequest.Builder request =
        volume("pvc-1")
            .putParameters("provisioning", "thick")
            .setCapacityRange(CapacityRange.newBuilder().setRequiredBytes(10L << 30));
    request.getAccessibilityRequirementsBuilder().addPreferred(on(cluster.two));
    assertThat(cluster.create(request).getAccessibleTopologyList())
        .containsExactly(on(cluster.one));
  }

  @Test
  void aFullTopologyIsResourceExhausted() {
    assertThat(
            refusal(
                volumeOn(cluster.two, "big")
                    .putParameters("provisioning", "thick")
                    .setCapacityRange(CapacityRange.newBuilder().setRequiredBytes(49L << 30))))
        .isIn(Code.RESOURCE_EXHAUSTED, Code.OUT_OF_RANGE);
    assertNothingWasMade();
  }

  @Test
  void theParameterPoolChooses() {
    assertThat(
            cluster
                .create(volume("pvc-1").putParameters("pool", "slow"))
                .getAccessibleTopologyList())
        .containsExactly(on(cluster.two));
    assertThat(refusal(volume("pvc-2").putParameters("pool", "absent")))
        .isEqualTo(Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void theFilesystemMayComeInTheParametersWhereTheCapabilityNamesNone() {
    CreateVolumeRequest.Builder request =
        volume("pvc-1").putParameters("csi.storage.k8s.io/fstype", "xfs");
    assertThat(fsTypeOf(cluster.create(request))).isEqualTo(FsType.EXT4);
    request.setName("pvc-2").getVolumeCapabilitiesBuilder(0).getMountBuilder().clearFsType();
    assertThat(fsTypeOf(cluster.create(request))).isEqualTo(FsType.XFS);
    request.setName("pvc-3").putParameters("csi.storage.k8s.io/fstype", "ntfs");
    assertThat(refusal(request)).isEqualTo(Code.INVALID_ARGUMENT);
  }

  private FsType fsTypeOf(Volume volume) {
    VolumeId id = VolumeId.parse(volume.getVolumeId()).orElseThrow();
    return cluster.one.pool().volumes().find(id).orElseThrow().spec().fsType();
  }

  @Test
  void topologyKeysAreComparedWithoutTheirCase() {
    CreateVolumeRequest.Builder request = volume("pvc-1");
    request
        .getAccessibilityRequirementsBuilder()
        .addRequisiteBuilder()
        .putSegments("TOPOLOGY.csi.cistern.io/NODE", "node-2");
    assertThat(cluster.create(request).getAccessibleTopologyList())
        .containsExactly(on(cluster.two));
  }

  @Test
  void aReplayedCreateReturnsTheSameVolume() {
    Volume first = cluster.create(volume("pvc-1"));
    // What is free has changed meanwhile, and with it what a new volume would get.
    cluster.create(
        volumeOn(cluster.one, "big")
            .putParameters("provisioning", "thick")
            .setCapacityRange(CapacityRange.newBuilder().setRequiredBytes(80L << 30)));
    assertThat(cluster.create(volume("pvc-1"))).isEqualTo(first);
    assertThat(cluster.two.pool().volumes().list(Optional.empty(), 10).items()).isEmpty();
  }

  @Test
  void aNameThatIsTakenByAnotherRequestAlreadyExists() {
    cluster.create(volumeOn(cluster.one, "pvc-1"));
    CapacityRange larger = CapacityRange.newBuilder().setRequiredBytes(128 * MIB).build();
    assertThat(refusal(volumeOn(cluster.one, "pvc-1").setCapacityRange(larger)))
        .isEqualTo(Code.ALREADY_EXISTS);
    assertThat(refusal(volumeOn(cluster.one, "pvc-1").putParameters("provisioning", "thick")))
        .isEqualTo(Code.ALREADY_EXISTS);
    assertThat(
            refusal(
                volumeOn(cluster.one, "pvc-1")
                    .setVolumeCapabilities(0, block(Mode.SINGLE_NODE_WRITER))))
        .isEqualTo(Code.ALREADY_EXISTS);
    assertThat(refusal(volumeOn(cluster.two, "pvc-1"))).isEqualTo(Code.ALREADY_EXISTS);
    assertThat(refusal(volume("pvc-1").putParameters("pool", "slow")))
        .isEqualTo(Code.ALREADY_EXISTS);
    assertThat(cluster.two.pool().volumes().list(Optional.empty(), 10).items()).isEmpty();
  }

  @Test
  void nothingAskedMeansOneGibibyteOrTheLimit() {
    assertThat(cluster.create(volume("a").clearCapacityRange()).getCapacityBytes())
        .isEqualTo(1L << 30);
    CapacityRange limit = CapacityRange.newBuilder().setLimitBytes(100 * MIB).build();
    assertThat(cluster.create(volume("b").setCapacityRange(limit)).getCapacityBytes())
        .isEqualTo(100 * MIB);
  }

  @Test
  void mutableParametersTakePrecedence() {
    Volume volume =
        cluster.create(
            volume("pvc-1")
                .putParameters("provisioning", "thin")
                .putModifiableParameters("provisioning", "thick"));
    VolumeId id = VolumeId.parse(volume.getVolumeId()).orElseThrow();
    assertThat(cluster.one.pool().volumes().find(id).orElseThrow().provisioning())
        .isEqualTo(Provisioning.THICK);
  }

  @Test
  void limitsOfInputAndOutputReachThePoolAndChange() {
    Volume volume =
        cluster.create(
            volume("pvc-1")
                .putParameters("iops", "100")
                .putParameters("bandwidth", "1Mi")
                .putModifiableParameters("readIops", "7"));
    VolumeId id = VolumeId.parse(volume.getVolumeId()).orElseThrow();
    assertThat(limits(id))
        .isEqualTo(
            Map.of(
                IoLimit.READ_IOPS,
                7L,
                IoLimit.WRITE_IOPS,
                100L,
                IoLimit.READ_BANDWIDTH,
                MIB,
                IoLimit.WRITE_BANDWIDTH,
                MIB));
    modify(
        ControllerModifyVolumeRequest.newBuilder()
            .setVolumeId(volume.getVolumeId())
            .putModifiableParameters("bandwidth", "max"));
    assertThat(limits(id)).isEqualTo(Map.of(IoLimit.READ_IOPS, 7L, IoLimit.WRITE_IOPS, 100L));
  }

  private Map<IoLimit, Long> limits(VolumeId id) {
    return cluster.one.pool().volumes().find(id).orElseThrow().limits().perSecond();
  }

  @Test
  void whatTheSidecarsAddToParametersIsIgnored() {
    Volume first =
        cluster.create(volume("pvc-1").putParameters("csi.storage.k8s.io/pvc/name", "data"));
    assertThat(cluster.create(volume("pvc-1"))).isEqualTo(first);
  }

  @Test
  void aWrongRequestIsAnInvalidArgumentThatNamesWhatIsWrong() {
    assertInvalid("name", request -> request.setName(""));
    assertInvalid("name", request -> request.setName("x".repeat(129)));
    assertInvalid("name", request -> request.setName("a\u0000b"));
    assertInvalid("volume_capabilities", CreateVolumeRequest.Builder::clearVolumeCapabilities);
    assertInvalid(
        "access_mode", request -> request.getVolumeCapabilitiesBuilder(0).clearAccessMode());
    assertInvalid(
        "block or mount", request -> request.getVolumeCapabilitiesBuilder(0).clearMount());
    assertInvalid(
        "MULTI_NODE", request -> request.addVolumeCapabilities(mount(Mode.MULTI_NODE_READER_ONLY)));
    assertInvalid(
        "not both", request -> request.addVolumeCapabilities(block(Mode.SINGLE_NODE_WRITER)));
    assertInvalid(
        "fs_type",
        request -> request.getVolumeCapabilitiesBuilder(0).getMountBuilder().setFsType("ntfs"));
    assertInvalid("sizee", request -> request.putParameters("sizee", "1"));
    assertInvalid("provisioning", request -> request.putParameters("provisioning", "fat"));
    assertInvalid("pool", request -> request.putParameters("pool", "../etc"));
    assertInvalid("XXX_FakeKey", request -> request.putModifiableParameters("XXX_FakeKey", "1"));
    assertInvalid("pool", request -> request.putModifiableParameters("pool", "slow"));
    assertInvalid("iops", request -> request.putModifiableParameters("iops", "0"));
    assertInvalid("bandwidth", request -> request.putParameters("bandwidth", "fast"));
    assertInvalid(
        "capacity_range", request -> request.getCapacityRangeBuilder().setRequiredBytes(-1));
    assertInvalid("capacity_range", request -> request.getCapacityRangeBuilder().setLimitBytes(-1));
    assertInvalid("volume_content_source", request -> request.getVolumeContentSourceBuilder());
    assertNothingWasMade();
  }

  private void assertInvalid(String mention, Consumer<CreateVolumeRequest.Builder> spoil) {
    CreateVolumeRequest.Builder request = volume("pvc-1");
    spoil.accept(request);
    io.grpc.Status status = statusOf(() -> cluster.create(request));
    assertThat(status.getCode()).as(mention).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).contains(mention);
  }

  @Test
  void aSizeThatNoVolumeCanHaveIsOutOfRange() {
    CapacityRange none =
        CapacityRange.newBuilder().setRequiredBytes(20 * MIB).setLimitBytes(10 * MIB).build();
    assertThat(refusal(volume("a").setCapacityRange(none))).isEqualTo(Code.OUT_OF_RANGE);
    CapacityRange huge = CapacityRange.newBuilder().setRequiredBytes(Long.MAX_VALUE).build();
    assertThat(refusal(volume("b").setCapacityRange(huge))).isEqualTo(Code.OUT_OF_RANGE);
    CapacityRange tiny = CapacityRange.newBuilder().setLimitBytes(4096).build();
    assertThat(refusal(volume("c").setCapacityRange(tiny))).isEqualTo(Code.OUT_OF_RANGE);
    assertNothingWasMade();
  }

  @Test
  void aCloneIsInThePoolOfItsSourceAndEchoesIt() {
    Volume source = cluster.create(volumeOn(cluster.two, "source"));
    CreateVolumeRequest.Builder request = volume("clone");
    request.getVolumeContentSourceBuilder().getVolumeBuilder().setVolumeId(source.getVolumeId());
    Volume clone = cluster.create(request);
    assertThat(clone.getAccessibleTopologyList()).containsExactly(on(cluster.two));
    assertThat(clone.getContentSource()).isEqualTo(request.getVolumeContentSource());
    assertThat(cluster.create(request)).isEqualTo(clone);
    assertThat(refusal(request.clone().setName("c2").putParameters("pool", "fast")))
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal(copyOn(cluster.one, "c3", source.getVolumeId())))
        .isEqualTo(Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void aSourceThatDoesNotExistIsNotFound() {
    CreateVolumeRequest.Builder request = volume("clone");
    request.getVolumeContentSourceBuilder().getVolumeBuilder().setVolumeId("not-of-ours");
    assertThat(refusal(request)).isEqualTo(Code.NOT_FOUND);
    Volume gone = cluster.create(volume("gone"));
    delete(gone.getVolumeId());
    request.getVolumeContentSourceBuilder().getVolumeBuilder().setVolumeId(gone.getVolumeId());
    assertThat(refusal(request)).isEqualTo(Code.NOT_FOUND);
  }

  private void delete(String id) {
    var unused =
        cluster.client().deleteVolume(DeleteVolumeRequest.newBuilder().setVolumeId(id).build());
  }

  @Test
  void aDeletedVolumeIsGoneAndDeletingItAgainSucceeds() {
    Volume volume = cluster.create(volume("pvc-1"));
    delete(volume.getVolumeId());
    assertNothingWasMade();
    delete(volume.getVolumeId());
    delete("../../etc/passwd");
    assertThat(codeOf(() -> delete(""))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> delete("0123456789abcdef" + volume.getVolumeId().substring(16))))
        .isEqualTo(Code.UNAVAILABLE);
  }

  @Test
  void aVolumeInUseIsNotDeleted() {
    Volume volume = cluster.create(volume("pvc-1"));
    VolumeId id = VolumeId.parse(volume.getVolumeId()).orElseThrow();
    var unused = cluster.one.pool().attachments().attach(id);
    assertThat(codeOf(() -> delete(volume.getVolumeId()))).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(cluster.one.pool().volumes().find(id)).isPresent();
  }

  @Test
  void anExpandedVolumeHasItsSizeReservedAndNeedsItsNode() {
    Volume volume = cluster.create(volume("pvc-1"));
    ControllerExpandVolumeResponse response = expand(volume.getVolumeId(), 128 * MIB);
    assertThat(response.getCapacityBytes()).isEqualTo(128 * MIB);
    assertThat(response.getNodeExpansionRequired()).isTrue();
    assertThat(expand(volume.getVolumeId(), 100 * MIB).getCapacityBytes()).isEqualTo(128 * MIB);
    assertThat(codeOf(() -> expand(volume.getVolumeId(), 0))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> expand("", MIB))).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> expand("nope", MIB))).isEqualTo(Code.NOT_FOUND);
    assertThat(codeOf(() -> expand(volume.getVolumeId(), Long.MAX_VALUE)))
        .isEqualTo(Code.OUT_OF_RANGE);
  }

  private ControllerExpandVolumeResponse expand(String id, long bytes) {
    return cluster
        .client()
        .controllerExpandVolume(
            ControllerExpandVolumeRequest.newBuilder()
                .setVolumeId(id)
                .setCapacityRange(CapacityRange.newBuilder().setRequiredBytes(bytes))
                .build());
  }

  @Test
  void aModifiedVolumeChangesAllOrNothing() {
    Volume volume = cluster.create(volume("pvc-1"));
    VolumeId id = VolumeId.parse(volume.getVolumeId()).orElseThrow();
    ControllerModifyVolumeRequest.Builder request =
        ControllerModifyVolumeRequest.newBuilder()
            .setVolumeId(volume.getVolumeId())
            .putModifiableParameters("provisioning", "thick");
    assertThat(codeOf(() -> modify(request.clone().putModifiableParameters("colour", "red"))))
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(cluster.one.pool().volumes().find(id).orElseThrow().provisioning())
        .isEqualTo(Provisioning.THIN);
    modify(request);
    assertThat(cluster.one.pool().volumes().find(id).orElseThrow().provisioning())
        .isEqualTo(Provisioning.THICK);
    modify(request.clearModifiableParameters());
    assertThat(cluster.one.pool().volumes().find(id).orElseThrow().provisioning())
        .isEqualTo(Provisioning.THICK);
    assertThat(codeOf(() -> modify(request.setVolumeId("nope")))).isEqualTo(Code.NOT_FOUND);
    assertThat(codeOf(() -> modify(request.setVolumeId("")))).isEqualTo(Code.INVALID_ARGUMENT);
  }

  private void modify(ControllerModifyVolumeRequest.Builder request) {
    var unused = cluster.client().controllerModifyVolume(request.build());
  }

  @Test
  void capabilitiesAreConfirmedOrAMessageSaysWhyNot() {
    Volume volume = cluster.create(volume("pvc-1"));
    ValidateVolumeCapabilitiesRequest.Builder request =
        ValidateVolumeCapabilitiesRequest.newBuilder()
            .setVolumeId(volume.getVolumeId())
            .addVolumeCapabilities(mount(Mode.SINGLE_NODE_MULTI_WRITER));
    assertThat(validate(request).getConfirmed().getVolumeCapabilitiesList())
        .containsExactly(mount(Mode.SINGLE_NODE_MULTI_WRITER));
    ValidateVolumeCapabilitiesResponse refused =
        validate(request.clone().addVolumeCapabilities(mount(Mode.MULTI_NODE_MULTI_WRITER)));
    assertThat(refused.hasConfirmed()).isFalse();
    assertThat(refused.getMessage()).contains("MULTI_NODE_MULTI_WRITER");
    ValidateVolumeCapabilitiesResponse raw =
        validate(request.clone().setVolumeCapabilities(0, block(Mode.SINGLE_NODE_WRITER)));
    assertThat(raw.hasConfirmed()).isFalse();
    assertThat(codeOf(() -> validate(request.clone().clearVolumeCapabilities())))
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> validate(request.clone().setVolumeId("nope"))))
        .isEqualTo(Code.NOT_FOUND);
  }

  private ValidateVolumeCapabilitiesResponse validate(
      ValidateVolumeCapabilitiesRequest.Builder request) {
    return cluster.client().validateVolumeCapabilities(request.build());
  }

  @Test
  void aVolumeIsToldWithItsConditionAndAnAbsentOneIsNotFound() {
    Volume volume = cluster.create(volumeOn(cluster.two, "pvc-1"));
    ControllerGetVolumeResponse response = get(volume.getVolumeId());
    assertThat(response.getVolume()).isEqualTo(volume);
    assertThat(response.getStatus().getVolumeCondition().getMessage()).isNotEmpty();
    delete(volume.getVolumeId());
    assertThat(codeOf(() -> get(volume.getVolumeId()))).isEqualTo(Code.NOT_FOUND);
    assertThat(codeOf(() -> get("nope"))).isEqualTo(Code.NOT_FOUND);
    assertThat(codeOf(() -> get(""))).isEqualTo(Code.INVALID_ARGUMENT);
  }

  private ControllerGetVolumeResponse get(String id) {
    return cluster
        .client()
        .controllerGetVolume(ControllerGetVolumeRequest.newBuilder().setVolumeId(id).build());
  }

  @Test
  void controllerPublishIsNotOffered() {
    assertThat(
            codeOf(
                () ->
                    cluster
                        .client()
                        .controllerPublishVolume(
                            ControllerPublishVolumeRequest.getDefaultInstance())))
        .isEqualTo(Code.UNIMPLEMENTED);
  }
}
