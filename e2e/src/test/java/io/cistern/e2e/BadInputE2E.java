package io.cistern.e2e;

import static io.grpc.Status.Code.ALREADY_EXISTS;
import static io.grpc.Status.Code.FAILED_PRECONDITION;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.NOT_FOUND;
import static io.grpc.Status.Code.OUT_OF_RANGE;
import static io.grpc.Status.Code.RESOURCE_EXHAUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.e2e.cluster.Cluster;
import io.cistern.e2e.co.CsiVolume;
import io.cistern.e2e.co.Orchestrator;
import io.cistern.e2e.co.PublishedVolume;
import io.cistern.e2e.co.VolumeKind;
import io.cistern.protocol.csi.CapacityRange;
import io.cistern.protocol.csi.ControllerExpandVolumeRequest;
import io.cistern.protocol.csi.ControllerGrpc.ControllerBlockingStub;
import io.cistern.protocol.csi.ControllerModifyVolumeRequest;
import io.cistern.protocol.csi.CreateSnapshotRequest;
import io.cistern.protocol.csi.CreateVolumeRequest;
import io.cistern.protocol.csi.DeleteVolumeRequest;
import io.cistern.protocol.csi.NodeGrpc.NodeBlockingStub;
import io.cistern.protocol.csi.NodePublishVolumeRequest;
import io.cistern.protocol.csi.NodeStageVolumeRequest;
import io.cistern.protocol.csi.NodeUnpublishVolumeRequest;
import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.csi.VolumeCapability.AccessMode.Mode;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that are wrong get a status that says how, and change nothing. */
class BadInputE2E {
  private static final long SIZE = 64L << 20;

  private static Cluster cluster;
  private static Orchestrator co;
  private static PublishedVolume present;
  private static String content;
  private static SystemState before;

  @BeforeAll
  static void start() {
    cluster = Cluster.start();
    co = cluster.orchestrator();
    present = co.publish(co.create("present", VolumeKind.EXT4, SIZE));
    content = present.region(0, 1 << 20).fill(1);
    before = SystemState.of(cluster);
  }

  @AfterEach
  void nothingHasChangedAndTheServicesLive() {
    assertThat(cluster.node().client().isReady()).isTrue();
    assertThat(cluster.controller().isReady()).isTrue();
    assertThat(SystemState.of(cluster)).isEqualTo(before);
    assertThat(present.region(0, 1 << 20).digest()).isEqualTo(content);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      try (Cluster closing = cluster) {
        co.unpublish(present);
        co.delete(present.volume());
        closing.assertNothingLeft();
      }
    }
  }

  @Test
  void namesThatAreNoNamesAreRefused() {
    for (String name :
        List.of("", "n".repeat(129), "ü".repeat(65), "a\nb", "a\u0000b", "\u007f", "\u0085")) {
      refuseCreate(INVALID_ARGUMENT, volume(name)).contains("name");
      Expect.status(
              INVALID_ARGUMENT,
              () ->
                  controller()
                      .createSnapshot(
                          CreateSnapshotRequest.newBuilder()
                              .setName(name)
                              .setSourceVolumeId(present.volume().id())
                              .build()))
          .contains("name");
    }
  }

  @Test
  void strangeNamesThatAreLegalAreOnlyNames() {
    for (String name :
        List.of("../../etc/passwd", "/", ".", "..", "a/b", "日本", "%s%n", "-rf", " ")) {
      CsiVolume volume = co.create(name, VolumeKind.EXT4, SIZE);
      assertThat(volume.id()).matches("[a-z0-9]{16}\\.[0-9a-f-]{36}");
      co.delete(volume);
    }
  }

  @Test
  void sizesThatNothingCanHaveAreRefused() {
    refuseCreate(INVALID_ARGUMENT, sized(-1, 0)).isNotBlank();
    refuseCreate(INVALID_ARGUMENT, sized(0, -1)).isNotBlank();
    refuseCreate(INVALID_ARGUMENT, sized(Long.MIN_VALUE, Long.MIN_VALUE)).isNotBlank();
    refuseCreate(OUT_OF_RANGE, sized(2 * SIZE, SIZE)).isNotBlank();
    refuseCreate(OUT_OF_RANGE, sized(0, 1)).isNotBlank();
    refuseCreateAny(List.of(OUT_OF_RANGE, RESOURCE_EXHAUSTED), sized(Long.MAX_VALUE, 0));
    refuseCreateAny(List.of(OUT_OF_RANGE, RESOURCE_EXHAUSTED), sized(1L << 50, 0));
    Expect.status(INVALID_ARGUMENT, () -> expand(present.volume().id(), -5)).isNotBlank();
    Expect.status(OUT_OF_RANGE, () -> expand(present.volume().id(), Long.MAX_VALUE)).isNotBlank();
    Expect.status(
            INVALID_ARGUMENT,
            () ->
                controller()
                    .controllerExpandVolume(
                        ControllerExpandVolumeRequest.newBuilder()
                            .setVolumeId(present.volume().id())
                            .build()))
        .isNotBlank();
  }

  @Test
  void capabilitiesThatNobodyHasAreRefused() {
    refuseCreate(INVALID_ARGUMENT, volume("none").clearVolumeCapabilities()).isNotBlank();
    refuseCreate(
            INVALID_ARGUMENT,
            volume("empty").addVolumeCapabilities(VolumeCapability.getDefaultInstance()))
        .isNotBlank();
    refuseCreate(
            INVALID_ARGUMENT, volume("both").addVolumeCapabilities(VolumeKind.BLOCK.capability()))
        .isNotBlank();
    for (Mode mode :
        List.of(
            Mode.UNKNOWN,
            Mode.MULTI_NODE_READER_ONLY,
            Mode.MULTI_NODE_SINGLE_WRITER,
            Mode.MULTI_NODE_MULTI_WRITER)) {
      refuseCreate(
              INVALID_ARGUMENT,
              volume("mode").addVolumeCapabilities(VolumeKind.EXT4.capability(mode)))
          .isNotBlank();
    }
    VolumeCapability.Builder unknownMode = VolumeKind.EXT4.capability().toBuilder();
    unknownMode.getAccessModeBuilder().setModeValue(99);
    refuseCreate(INVALID_ARGUMENT, volume("99").addVolumeCapabilities(unknownMode)).isNotBlank();
    VolumeCapability.Builder ntfs = VolumeKind.EXT4.capability().toBuilder();
    ntfs.getMountBuilder().setFsType("ntfs");
    refuseCreate(
            INVALID_ARGUMENT, volume("ntfs").clearVolumeCapabilities().addVolumeCapabilities(ntfs))
        .contains("fs_type");
  }

  @Test
  void parametersThatAreNotDocumentedAreRefusedByName() {
    refuseCreate(INVALID_ARGUMENT, volume("p").putParameters("colour", "blue")).contains("colour");
    refuseCreate(INVALID_ARGUMENT, volume("p").putParameters("Pool", "x")).contains("Pool");
    refuseCreate(INVALID_ARGUMENT, volume("p").putParameters("provisioning", "fat"))
        .contains("fat");
    refuseCreate(INVALID_ARGUMENT, volume("p").putModifiableParameters("size", "1"))
        .contains("size");
    Expect.status(
            INVALID_ARGUMENT,
            () ->
                controller()
                    .controllerModifyVolume(
                        ControllerModifyVolumeRequest.newBuilder()
                            .setVolumeId(present.volume().id())
                            .putModifiableParameters("provisioning", "thick")
                            .putModifiableParameters("colour", "7")
                            .build()))
        .contains("colour");
    refuseCreate(INVALID_ARGUMENT, volume("p").putModifiableParameters("iops", "0"))
        .contains("iops");
  }

  @Test
  void idsThatAreNotOursNameNothing() {
    String wellFormed =
        present.volume().id().substring(0, 17) + "00000000-0000-8000-8000-000000000000";
    for (String id :
        List.of("../../etc", "x", "a".repeat(128), present.volume().id() + "/..", wellFormed)) {
      controller().deleteVolume(DeleteVolumeRequest.newBuilder().setVolumeId(id).build());
      Expect.status(NOT_FOUND, () -> expand(id, 2 * SIZE)).isNotBlank();
      Expect.status(NOT_FOUND, () -> node().nodeStageVolume(stage(id, present.staging())))
          .isNotBlank();
      Expect.status(
              NOT_FOUND,
              () ->
                  controller()
                      .createSnapshot(
                          CreateSnapshotRequest.newBuilder()
                              .setName("s")
                              .setSourceVolumeId(id)
                              .build()))
          .isNotBlank();
    }
    Expect.status(INVALID_ARGUMENT, () -> expand("i".repeat(129), 2 * SIZE)).isNotBlank();
    Expect.status(INVALID_ARGUMENT, () -> expand("", 2 * SIZE)).isNotBlank();
  }

  @Test
  void pathTricksInTargetsAreRefused() {
    for (String path :
        List.of(
            "",
            "relative/target",
            "../target",
            "/..",
            target("../../escape"),
            target("a\u0000b"),
            "/" + "p".repeat(5000))) {
      Expect.status(INVALID_ARGUMENT, () -> node().nodePublishVolume(publish(path))).isNotBlank();
      Expect.status(
              INVALID_ARGUMENT, () -> node().nodeStageVolume(stage(present.volume().id(), path)))
          .isNotBlank();
      Expect.status(
              INVALID_ARGUMENT,
              () ->
                  node()
                      .nodeUnpublishVolume(
                          NodeUnpublishVolumeRequest.newBuilder()
                              .setVolumeId(present.volume().id())
                              .setTargetPath(path)
                              .build()))
          .isNotBlank();
    }
  }

  @Test
  void unpublishTouchesNothingThatIsNotItsOwn() throws IOException {
    Path foreign = Files.createDirectories(cluster.directory().resolve("foreign/mount"));
    Path file = Files.writeString(foreign.resolve("precious"), "data");
    try {
      for (String path : List.of(foreign.toString(), file.toString())) {
        try {
          node()
              .nodeUnpublishVolume(
                  NodeUnpublishVolumeRequest.newBuilder()
                      .setVolumeId(present.volume().id())
                      .setTargetPath(path)
                      .build());
        } catch (io.grpc.StatusRuntimeException refused) {
          assertThat(refused.getStatus().getDescription()).isNotBlank();
        }
      }
      assertThat(file).hasContent("data");
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(foreign);
      Files.deleteIfExists(foreign.getParent());
    }
  }

  @Test
  void stagingAndPublishingThatContradictWhatIsThereAreRefused() {
    Expect.status(
            ALREADY_EXISTS,
            () ->
                node()
                    .nodeStageVolume(
                        stage(present.volume().id(), present.staging()).toBuilder()
                            .setVolumeCapability(
                                VolumeKind.EXT4.capability(Mode.SINGLE_NODE_READER_ONLY))
                            .build()))
        .isNotBlank();
    Expect.status(
            FAILED_PRECONDITION,
            () ->
                node()
                    .nodePublishVolume(
                        publish(target("other")).toBuilder().clearStagingTargetPath().build()))
        .isNotBlank();
    Expect.status(
            FAILED_PRECONDITION,
            () ->
                controller()
                    .deleteVolume(
                        DeleteVolumeRequest.newBuilder()
                            .setVolumeId(present.volume().id())
                            .build()))
        .isNotBlank();
  }

  private static String target(String name) {
    return present.target().getParent() + "/" + name;
  }

  private static NodePublishVolumeRequest publish(String target) {
    return Orchestrator.publishRequest(present).toBuilder().setTargetPath(target).build();
  }

  private static NodeStageVolumeRequest stage(String id, Path staging) {
    return stage(id, staging.toString());
  }

  private static NodeStageVolumeRequest stage(String id, String staging) {
    return NodeStageVolumeRequest.newBuilder()
        .setVolumeId(id)
        .setStagingTargetPath(staging)
        .setVolumeCapability(VolumeKind.EXT4.capability())
        .build();
  }

  private static Object expand(String id, long required) {
    return controller()
        .controllerExpandVolume(
            ControllerExpandVolumeRequest.newBuilder()
                .setVolumeId(id)
                .setCapacityRange(CapacityRange.newBuilder().setRequiredBytes(required))
                .build());
  }

  private static CreateVolumeRequest.Builder volume(String name) {
    return Orchestrator.request(name, VolumeKind.EXT4, SIZE);
  }

  private static CreateVolumeRequest.Builder sized(long required, long limit) {
    CreateVolumeRequest.Builder request = volume("sized");
    request.getCapacityRangeBuilder().setRequiredBytes(required).setLimitBytes(limit);
    return request;
  }

  private static org.assertj.core.api.AbstractStringAssert<?> refuseCreate(
      Status.Code code, CreateVolumeRequest.Builder request) {
    return Expect.status(code, () -> controller().createVolume(request.build()));
  }

  private static void refuseCreateAny(
      List<Status.Code> codes, CreateVolumeRequest.Builder request) {
    assertThat(Expect.refusal(() -> controller().createVolume(request.build())).getCode())
        .isIn(codes);
  }

  private static ControllerBlockingStub controller() {
    return cluster.controller().controller();
  }

  private static NodeBlockingStub node() {
    return cluster.node().client().node();
  }
}
