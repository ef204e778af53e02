package io.cistern.e2e;

import static io.grpc.Status.Code.FAILED_PRECONDITION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.e2e.cluster.Cluster;
import io.cistern.e2e.cluster.Commands;
import io.cistern.e2e.co.CsiVolume;
import io.cistern.e2e.co.Orchestrator;
import io.cistern.e2e.co.PublishedVolume;
import io.cistern.e2e.co.VolumeKind;
import io.cistern.protocol.csi.NodeGrpc.NodeBlockingStub;
import io.cistern.protocol.csi.NodePublishVolumeRequest;
import io.cistern.protocol.csi.NodeStageVolumeRequest;
import io.cistern.protocol.csi.NodeUnpublishVolumeRequest;
import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.csi.VolumeCapability.AccessMode.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what with a published volume, by what the kernel lets them do. */
class AccessE2E {
  private static final long SIZE = 64L << 20;

  private static Cluster cluster;
  private static Orchestrator co;

  @BeforeAll
  static void start() {
    cluster = Cluster.start();
    co = cluster.orchestrator();
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aReadOnlyPublishLetsNobodyWrite() {
    CsiVolume volume = co.create("read-only", VolumeKind.EXT4, SIZE);
    PublishedVolume written = co.publish(volume);
    String content = written.region(0, 1 << 20).fill(1);
    co.unpublish(written);

    PublishedVolume place = co.place(volume);
    co.stage(place);
    node()
        .nodePublishVolume(
            Orchestrator.publishRequest(place).toBuilder().setReadonly(true).build());

    assertThat(place.region(0, 1 << 20).digest()).isEqualTo(content);
    assertThatThrownBy(() -> Files.writeString(place.target().resolve("new"), "x"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Read-only");
    discard(place);
  }

  @Test
  void aReadOnlyPublishOfARawVolumeLetsNobodyWrite() {
    CsiVolume volume = co.create("read-only-raw", VolumeKind.BLOCK, SIZE);
    PublishedVolume place = co.place(volume);
    co.stage(place);
    node()
        .nodePublishVolume(
            Orchestrator.publishRequest(place).toBuilder().setReadonly(true).build());

    assertThatThrownBy(() -> place.region(0, 4096).fill(1)).hasMessageContaining("not permitted");
    discard(place);
  }

  @Test
  void mountOptionsReachTheKernel() {
    VolumeCapability.Builder capability = VolumeKind.EXT4.capability().toBuilder();
    capability.getMountBuilder().addMountFlags("noatime").addMountFlags("nosuid");
    CsiVolume volume = co.create("with-options", VolumeKind.EXT4, SIZE);
    PublishedVolume place = publish(volume, capability.build(), capability.build());

    String options = Commands.run("findmnt", "-no", "OPTIONS", place.target().toString());
    assertThat(options).contains("noatime").contains("nosuid");
    discard(place);
  }

  @Test
  void theMountGroupOwnsTheVolume() throws IOException {
    VolumeCapability.Builder capability = VolumeKind.EXT4.capability().toBuilder();
    capability.getMountBuilder().setVolumeMountGroup("12345");
    CsiVolume volume = co.create("grouped", VolumeKind.EXT4, SIZE);
    PublishedVolume place = publish(volume, capability.build(), capability.build());

    assertThat(Files.getAttribute(place.target(), "unix:gid")).isEqualTo(12345);
    int mode = (int) Files.getAttribute(place.target(), "unix:mode");
    assertThat(mode & 0070).as("the group's permissions").isEqualTo(0070);
    discard(place);
  }

  @Test
  void severalPodsShareAMultiWriterVolume() {
    VolumeCapability shared = VolumeKind.EXT4.capability(Mode.SINGLE_NODE_MULTI_WRITER);
    CsiVolume volume =
        co.create(
            Orchestrator.request("shared", VolumeKind.EXT4, SIZE)
                .clearVolumeCapabilities()
                .addVolumeCapabilities(shared)
                .build(),
            VolumeKind.EXT4);
    PublishedVolume first = publish(volume, shared, shared);
    Path second = first.target().resolveSibling("second");
    node().nodePublishVolume(publishRequest(first, shared, second));

    String written = first.region(0, 1 << 20).fill(9);

    assertThat(new PublishedVolume(volume, first.staging(), second).region(0, 1 << 20).digest())
        .isEqualTo(written);
    unpublish(volume, second);
    discard(first);
  }

  @Test
  void aSingleWriterVolumeIsPublishedOnceOnly() {
    VolumeCapability single = VolumeKind.EXT4.capability(Mode.SINGLE_NODE_SINGLE_WRITER);
    CsiVolume volume =
        co.create(
            Orchestrator.request("single", VolumeKind.EXT4, SIZE)
                .clearVolumeCapabilities()
                .addVolumeCapabilities(single)
                .build(),
            VolumeKind.EXT4);
    PublishedVolume first = publish(volume, single, single);
    Expect.status(
            FAILED_PRECONDITION,
            () ->
                node()
                    .nodePublishVolume(
                        publishRequest(first, single, first.target().resolveSibling("second"))))
        .isNotBlank();
    discard(first);
  }

  @Test
  void anInlineVolumeLivesAsLongAsItsPod() throws IOException {
    Path pod = Files.createDirectories(cluster.directory().resolve("pods/inline"));
    Path target = pod.resolve("mount");
    String id = "csi-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    node()
        .nodePublishVolume(
            NodePublishVolumeRequest.newBuilder()
                .setVolumeId(id)
                .setTargetPath(target.toString())
                .setVolumeCapability(VolumeKind.EXT4.capability())
                .putVolumeContext("csi.storage.k8s.io/ephemeral", "true")
                .putVolumeContext("csi.storage.k8s.io/pod.name", "pod")
                .putVolumeContext("size", "64Mi")
                .build());
    Files.writeString(target.resolve("scratch"), "data");
    assertThat(Files.getFileStore(target).getTotalSpace()).isLessThanOrEqualTo(SIZE);

    node()
        .nodeUnpublishVolume(
            NodeUnpublishVolumeRequest.newBuilder()
                .setVolumeId(id)
                .setTargetPath(target.toString())
                .build());

    assertThat(target).doesNotExist();
    Files.delete(pod);
    cluster.assertNothingLeft();
  }

  private static PublishedVolume publish(
      CsiVolume volume, VolumeCapability staged, VolumeCapability published) {
    PublishedVolume place = co.place(volume);
    node()
        .nodeStageVolume(
            NodeStageVolumeRequest.newBuilder()
                .setVolumeId(volume.id())
                .setStagingTargetPath(place.staging().toString())
                .setVolumeCapability(staged)
                .build());
    node().nodePublishVolume(publishRequest(place, published, place.target()));
    return place;
  }

  private static NodePublishVolumeRequest publishRequest(
      PublishedVolume place, VolumeCapability capability, Path target) {
    return Orchestrator.publishRequest(place).toBuilder()
        .setVolumeCapability(capability)
        .setTargetPath(target.toString())
        .build();
  }

  private static void unpublish(CsiVolume volume, Path target) {
    node()
        .nodeUnpublishVolume(
            NodeUnpublishVolumeRequest.newBuilder()
                .setVolumeId(volume.id())
                .setTargetPath(target.toString())
                .build());
  }

  private static void discard(PublishedVolume published) {
    co.unpublish(published);
    co.delete(published.volume());
    cluster.assertNothingLeft();
  }

  private static NodeBlockingStub node() {
    return cluster.node().client().node();
  }
}
