package io.cistern.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.mount.MountTable;
import io.cistern.linux.mount.Mounts;
import io.cistern.node.filesystem.Tool;
import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.IoLimits;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeSpec;
import io.cistern.protocol.csi.NodeStageVolumeRequest;
import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.csi.VolumeCapability.AccessMode.Mode;
import io.grpc.Status;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StagingIT {
  private static final VolumeCapability EXT4 = Requests.mount("ext4");

  @AutoClose private final TestNode node = TestNode.create();
  private final Requests requests = new Requests(node);

  @Test
  void aFilesystemWhoseSuperblockIsGoneIsNotMadeAnew() throws IOException {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);
    requests.unstage(volume.id(), staging);
    Path device = node.pool().attachments().attach(volume.id());
    byte[] marked = new byte[2048];
    marked[0] = 42;
    try (RandomAccessFile file = new RandomAccessFile(device.toFile(), "rw")) {
      file.write(marked);
    }

    Refusal.of(Status.Code.INTERNAL, () -> requests.stage(volume.id(), staging, EXT4))
        .contains("e2fsck");

    try (RandomAccessFile file = new RandomAccessFile(device.toFile(), "r")) {
      assertThat(file.read()).isEqualTo(42);
    }
  }

  @Test
  void anInterruptedMkfsIsRunAgain() {
    Volume volume = requests.smallVolume();
    Path device = node.pool().attachments().attach(volume.id());
    // As if the process had died between the end of mkfs and the record.
    Tool.named("mkfs.ext4")
        .runOrFail(Duration.ofMinutes(1), List.of("-q", "-b", "4096", device.toString()));
    Path staging = node.stagingDirectory();

    requests.stage(volume.id(), staging, EXT4);

    assertThat(node.isMounted(staging)).isTrue();
    assertThat(node.pool().volumes().find(volume.id()).orElseThrow().formatting())
        .isEqualTo(new Formatting.Formatted(FsType.EXT4));
  }

  @Test
  void aRestartedNodeGoesOnWhereTheOldOneStopped() throws IOException {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    Path target = node.newTarget();
    requests.stage(volume.id(), staging, EXT4);
    requests.publish(volume.id(), staging, target, EXT4);
    Files.writeString(target.resolve("note"), "before");

    node.restart();
    requests.stage(volume.id(), staging, EXT4);
    requests.publish(volume.id(), staging, target, EXT4);
    assertThat(target.resolve("note")).hasContent("before");
    requests.unpublish(volume.id(), target);
    node.restart();
    requests.unstage(volume.id(), staging);

    assertThat(node.device(volume.id())).isEmpty();
    assertThat(node.isMounted(staging)).isFalse();
  }

  @Test
  void whatSomebodyElseHasMountedAtTheStagingPathStays() {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    Mounts.mount("tmpfs", staging, "tmpfs", Set.of(), "size=1m");

    Refusal.of(Status.Code.FAILED_PRECONDITION, () -> requests.stage(volume.id(), staging, EXT4))
        .contains("untouched");
    requests.unstage(volume.id(), staging);
    assertThat(MountTable.read().at(staging).orElseThrow().fsType()).isEqualTo("tmpfs");

    Path own = node.stagingDirectory();
    requests.stage(volume.id(), own, EXT4);
    Refusal.of(Status.Code.FAILED_PRECONDITION, () -> requests.unstage(volume.id(), staging));
    assertThat(MountTable.read().at(staging).orElseThrow().fsType()).isEqualTo("tmpfs");
    Mounts.unmount(staging);
  }

  @Test
  void aStagedVolumeIsNotStagedWithAnotherCapability() {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);

    Refusal.of(
        Status.Code.ALREADY_EXISTS,
        () ->
            requests.stage(
                volume.id(), staging, Requests.mount("ext4", Mode.SINGLE_NODE_READER_ONLY)));
    Refusal.of(
        Status.Code.FAILED_PRECONDITION,
        () -> requests.stage(volume.id(), staging, Requests.mount("xfs")));
    Refusal.of(
        Status.Code.FAILED_PRECONDITION,
        () -> requests.stage(volume.id(), staging, Requests.block()));
  }

  @Test
  void aVolumeHasOneStagingPath() {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);

    Refusal.of(
            Status.Code.FAILED_PRECONDITION,
            () -> requests.stage(volume.id(), node.stagingDirectory(), EXT4))
        .contains(staging.toString());
  }

  @Test
  void aPublishedVolumeIsNotUnstaged() {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    Path target = node.newTarget();
    requests.stage(volume.id(), staging, EXT4);
    requests.publish(volume.id(), staging, target, EXT4);

    Refusal.of(Status.Code.FAILED_PRECONDITION, () -> requests.unstage(volume.id(), staging))
        .contains(target.toString());

    assertThat(node.isMounted(staging)).isTrue();
  }

  @Test
  void aThickVolumeKeepsItsSpaceThroughMkfsAndDeletes() throws IOException {
    for (FsType type : FsType.values()) {
      VolumeSpec spec =
          new VolumeSpec(
              new EntityName(TestNode.uniqueName("thick")),
              CapacityRange.atLeast(ByteSize.ofMiB(320)),
              AccessType.FILE_SYSTEM,
              type,
              new TreeSet<>(List.of("SINGLE_NODE_WRITER")),
              Provisioning.THICK,
              IoLimits.NONE,
              Encryption.NONE,
              new ContentSource.Blank(),
              new TreeMap<>());
      Volume volume = node.pool().volumes().create(spec);
      Path data = node.root().resolve("pool/volumes/" + volume.id().uuid() + "/data.img");
      Path staging = node.stagingDirectory();

      requests.stage(volume.id(), staging, Requests.mount(type.kernelName()));
      Files.write(staging.resolve("large"), new byte[10_000_000]);
      Files.delete(staging.resolve("large"));
      requests.unstage(volume.id(), staging);

      assertThat(io.cistern.linux.FileStatus.of(data).blocks512() * 512)
          .as(type.kernelName())
          .isGreaterThanOrEqualTo(volume.size().bytes());
    }
  }

  @Test
  void mountFlagsReachTheKernelAndWrongOnesAreRefusedWithoutBeingShown() {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, flags("noatime", "data=journal"));
    assertThat(MountTable.read().at(staging).orElseThrow().options()).contains("noatime");
    assertThat(MountTable.read().at(staging).orElseThrow().superOptions()).contains("data=journal");

    Volume other = requests.smallVolume();
    Refusal.of(
            Status.Code.INVALID_ARGUMENT,
            () -> requests.stage(other.id(), node.stagingDirectory(), flags("secret=hush")))
        .doesNotContain("hush");
  }

  private static VolumeCapability flags(String... flags) {
    return VolumeCapability.newBuilder()
        .setMount(
            VolumeCapability.MountVolume.newBuilder()
                .setFsType("ext4")
                .addAllMountFlags(List.of(flags)))
        .setAccessMode(VolumeCapability.AccessMode.newBuilder().setMode(Mode.SINGLE_NODE_WRITER))
        .build();
  }

  @Test
  void anUnknownVolumeIsNotFoundAndNothingIsTouched() {
    Path staging = node.stagingDirectory();
    for (String id : List.of("0123456789abcdef.00000000-0000-8000-8000-000000000000", "x", "../")) {
      Refusal.of(
          Status.Code.NOT_FOUND,
          () ->
              node.csi()
                  .nodeStageVolume(
                      NodeStageVolumeRequest.newBuilder()
                          .setVolumeId(id)
                          .setStagingTargetPath(staging.toString())
                          .setVolumeCapability(EXT4)
                          .build()));
    }
    assertThat(staging).isEmptyDirectory();
  }

  @Test
  void pathsThatLeadAstrayAreRefused() throws IOException {
    Volume volume = requests.smallVolume();
    Path link = Files.createSymbolicLink(node.root().resolve("link"), node.stagingDirectory());
    for (String path :
        List.of(
            "relative/path",
            "/tmp/../etc",
            node.root() + "/./x",
            "/",
            node.root().toString(),
            node.root() + "/pool",
            node.root() + "/pool/volumes",
            node.root() + "/kubelet/../pool/staging",
            "/tmp/\u0000x",
            "/" + "x".repeat(4096))) {
      Refusal.of(
          Status.Code.INVALID_ARGUMENT,
          () ->
              node.csi()
                  .nodeStageVolume(
                      NodeStageVolumeRequest.newBuilder()
                          .setVolumeId(volume.id().toString())
                          .setStagingTargetPath(path)
                          .setVolumeCapability(EXT4)
                          .build()));
    }
    Refusal.of(Status.Code.FAILED_PRECONDITION, () -> requests.stage(volume.id(), link, EXT4));
    Files.delete(link);
    Files.createSymbolicLink(link, node.root().resolve("pool"));
    Refusal.of(
        Status.Code.INVALID_ARGUMENT,
        () -> requests.stage(volume.id(), link.resolve("volumes"), EXT4));
    Files.delete(link);
    assertThat(node.device(volume.id())).isEmpty();
  }

  @Test
  void aFilesystemThatWentReadOnlyAfterAnErrorIsReported() throws IOException {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);
    assertThat(requests.stats(volume.id(), staging).getVolumeCondition().getAbnormal()).isFalse();
    String device = node.device(volume.id()).orElseThrow().getFileName().toString();
    Files.writeString(Path.of("/sys/fs/ext4", device, "trigger_fs_error"), "a test's");

    var condition = requests.stats(volume.id(), staging).getVolumeCondition();
    assertThat(condition.getAbnormal()).isTrue();
    assertThat(condition.getMessage()).contains("read-only");

    // Staged again it is checked, and well.
    requests.unstage(volume.id(), staging);
    requests.stage(volume.id(), staging, EXT4);
    assertThat(requests.stats(volume.id(), staging).getVolumeCondition().getAbnormal()).isFalse();
  }

  @Test
  void anXfsThatShutItselfDownIsReported() {
    Volume volume = requests.fileVolume(FsType.XFS);
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, Requests.mount("xfs"));
    Tool.named("xfs_io")
        .runOrFail(Duration.ofMinutes(1), List.of("-x", "-c", "shutdown", staging.toString()));

    var condition = requests.stats(volume.id(), staging).getVolumeCondition();
    assertThat(condition.getAbnormal()).isTrue();

    requests.unstage(volume.id(), staging);
    requests.stage(volume.id(), staging, Requests.mount("xfs"));
    assertThat(requests.stats(volume.id(), staging).getVolumeCondition().getAbnormal()).isFalse();
  }

  @Test
  void aDeviceDetachedUnderItsMountIsNotAttachedTwiceAndComesBackAfterUnstage() throws IOException {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    Path target = node.newTarget();
    requests.stage(volume.id(), staging, EXT4);
    requests.publish(volume.id(), staging, target, EXT4);
    Files.writeString(target.resolve("note"), "kept");
    Path device = node.device(volume.id()).orElseThrow();
    // The kernel detaches it when the last mount goes.
    Tool.named("losetup").runOrFail(Duration.ofMinutes(1), List.of("-d", device.toString()));

    Refusal.of(
        Status.Code.FAILED_PRECONDITION,
        () -> requests.publish(volume.id(), staging, node.newTarget(), EXT4));
    Mounts.unmount(staging);
    Refusal.of(
            Status.Code.FAILED_PRECONDITION,
            () -> requests.publish(volume.id(), staging, node.newTarget(), EXT4))
        .contains(target.toString());
    requests.unpublish(volume.id(), target);
    requests.unstage(volume.id(), staging);

    requests.stage(volume.id(), staging, EXT4);
    assertThat(staging.resolve("note")).hasContent("kept");
  }
}
