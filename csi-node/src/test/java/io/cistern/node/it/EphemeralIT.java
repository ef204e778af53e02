package io.cistern.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.filesystem.FilesystemStatus;
import io.cistern.linux.mount.Mounts;
import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.model.VolumeSpec;
import io.cistern.protocol.csi.NodeGetVolumeStatsRequest;
import io.cistern.protocol.csi.NodePublishVolumeRequest;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EphemeralIT {
  private static final String ID = "csi-" + "ab".repeat(32);

  @AutoClose private final TestNode node = TestNode.create();
  private final Requests requests = new Requests(node);
  private final Path target = node.newTarget();

  @Test
  void anInlineVolumeLivesFromPublishToUnpublish() throws IOException {
    publish(Map.of("size", "100Mi"));
    publish(Map.of("size", "100Mi"));
    Files.writeString(target.resolve("scratch"), "x");
    assertThat(FilesystemStatus.of(target).totalBytes())
        .isBetween(ByteSize.ofMiB(70).bytes(), ByteSize.ofMiB(100).bytes());
    var stats =
        node.csi()
            .nodeGetVolumeStats(
                NodeGetVolumeStatsRequest.newBuilder()
                    .setVolumeId(ID)
                    .setVolumePath(target.toString())
                    .build());
    assertThat(stats.getVolumeCondition().getAbnormal()).isFalse();
    assertThat(volumes()).hasSize(1);

    node.restart();
    requests.unpublish(ID, target);
    requests.unpublish(ID, target);

    assertThat(target).doesNotExist();
    assertThat(volumes()).isEmpty();
    assertThat(node.pool().attachments().list()).isEmpty();
  }

  @Test
  void aRebootedPodGetsItsVolumeBack() throws IOException {
    publish(Map.of("size", "50Mi"));
    Files.writeString(target.resolve("scratch"), "x");
    node.reboot();

    publish(Map.of("size", "50Mi"));

    assertThat(target.resolve("scratch")).hasContent("x");
  }

  @Test
  void anUnpublishAfterACrashAtAnyPointDeletesTheVolume() throws IOException {
    // made, not attached
    VolumeId made = node.pool().volumes().create(marked()).id();
    requests.unpublish(ID, target);
    assertThat(volumes()).isEmpty();
    // attached, not formatted, target made
    made = node.pool().volumes().create(marked()).id();
    var _ = node.pool().attachments().attach(made);
    Files.createDirectory(target);
    requests.unpublish(ID, target);
    assertThat(volumes()).isEmpty();
    // unmounted, still attached
    publish(Map.of("size", "50Mi"));
    Mounts.unmount(target);
    requests.unpublish(ID, target);
    assertThat(volumes()).isEmpty();
    assertThat(node.pool().attachments().list()).isEmpty();
    assertThat(target).doesNotExist();
  }

  @Test
  void aVolumeOfTheSameNameWithoutTheMarkIsNeverDeleted() {
    Volume claimed = node.pool().volumes().create(spec(Map.of()));

    requests.unpublish(ID, target);
    Refusal.of(Status.Code.ALREADY_EXISTS, () -> publish(Map.of("size", "50Mi")));
    requests.unpublish(ID, target);

    assertThat(volumes()).extracting(Volume::id).containsExactly(claimed.id());
  }

  @Test
  void anUnpublishOfAClaimedVolumeDoesNotDeleteIt() {
    Volume volume = requests.fileVolume(FsType.EXT4);

    requests.unpublish(volume.id(), target);

    assertThat(volumes()).hasSize(1);
  }

  @Test
  void wrongAttributesAreRefusedByNameAndNothingIsMade() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("size", "lots"),
            Map.of("size", "0"),
            Map.of("size", "-1Gi"),
            Map.of("provisioning", "fat"),
            Map.of("pool", "Not A Pool"),
            Map.of("pool", "beta"),
            Map.of("colour", "blue"))) {
      Refusal.of(Status.Code.INVALID_ARGUMENT, () -> publish(wrong))
          .contains(wrong.keySet().iterator().next());
    }
    assertThat(volumes()).isEmpty();
    assertThat(target).doesNotExist();
  }

  private void publish(Map<String, String> attributes) {
    var _ =
        node.csi()
            .nodePublishVolume(
                NodePublishVolumeRequest.newBuilder()
                    .setVolumeId(ID)
                    .setTargetPath(target.toString())
                    .setVolumeCapability(Requests.mount("ext4"))
                    .putAllVolumeContext(attributes)
                    .putVolumeContext("csi.storage.k8s.io/ephemeral", "true")
                    .putVolumeContext("csi.storage.k8s.io/pod.name", "pod-1")
                    .build());
  }

  private List<Volume> volumes() {
    return node.pool().volumes().list(Optional.empty(), 100).items();
  }

  private static VolumeSpec marked() {
    return spec(Map.of("csi.cistern.io/ephemeral", ID));
  }

  private static VolumeSpec spec(Map<String, String> parameters) {
    return new VolumeSpec(
        new EntityName("ephemeral-" + ID),
        CapacityRange.atLeast(ByteSize.ofMiB(50)),
        AccessType.FILE_SYSTEM,
        FsType.EXT4,
        new TreeSet<>(List.of("SINGLE_NODE_WRITER")),
        Provisioning.THIN,
        IoLimits.NONE,
        Encryption.NONE,
        new ContentSource.Blank(),
        new TreeMap<>(parameters));
  }
}
