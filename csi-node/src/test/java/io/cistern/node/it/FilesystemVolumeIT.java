package io.cistern.node.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.linux.filesystem.FilesystemStatus;
import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.Volume;
import io.cistern.protocol.csi.NodeExpandVolumeRequest;
import io.cistern.protocol.csi.VolumeCapability;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesystemVolumeIT {
  private static final byte[] BYTES = bytes(7, 3_000_000);

  @AutoClose private final TestNode node = TestNode.create();
  private final Requests requests = new Requests(node);

  @ParameterizedTest
  @EnumSource
  void whatAPodWroteIsThereWhenTheVolumeIsStagedAgain(FsType type) throws IOException {
    Volume volume = requests.fileVolume(type);
    VolumeCapability capability = Requests.mount(type.kernelName());
    Path staging = node.stagingDirectory();
    Path target = node.newTarget();

    requests.stage(volume.id(), staging, capability);
    requests.stage(volume.id(), staging, capability);
    requests.publish(volume.id(), staging, target, capability);
    requests.publish(volume.id(), staging, target, capability);
    Files.write(target.resolve("data"), BYTES);
    requests.unpublish(volume.id(), target);
    requests.unpublish(volume.id(), target);
    assertThat(target).doesNotExist();
    requests.unstage(volume.id(), staging);
    requests.unstage(volume.id(), staging);
    assertThat(node.isMounted(staging)).isFalse();
    assertThat(node.device(volume.id())).isEmpty();

    Path elsewhere = node.stagingDirectory();
    requests.stage(volume.id(), elsewhere, capability);
    requests.publish(volume.id(), elsewhere, target, capability);
    assertThat(target.resolve("data")).hasBinaryContent(BYTES);
    assertThat(node.pool().volumes().find(volume.id()).orElseThrow().formatting())
        .isEqualTo(new Formatting.Formatted(type));
  }

  @ParameterizedTest
  @EnumSource
  void aVolumeGrowsUnderItsPod(FsType type) throws IOException {
    assumeTrue(
        type != FsType.EXT4 || Kernel.growsMountedExt4(),
        "ext4 grows while it is mounted only with CAP_SYS_RESOURCE");
    Volume volume = requests.fileVolume(type);
    Path staging = node.stagingDirectory();
    Path target = published(volume, staging, type);
    Files.write(target.resolve("data"), BYTES);
    long before = FilesystemStatus.of(target).totalBytes();

    ByteSize size = ByteSize.ofMiB(700);
    Volume expanded = node.pool().volumes().expand(volume.id(), CapacityRange.atLeast(size));
    assertThat(expanded.size()).isEqualTo(size);
    for (Path path : new Path[] {target, staging}) {
      assertThat(
              node.csi()
                  .nodeExpandVolume(
                      NodeExpandVolumeRequest.newBuilder()
                          .setVolumeId(volume.id().toString())
                          .setVolumePath(path.toString())
                          .build())
                  .getCapacityBytes())
          .isEqualTo(size.bytes());
    }

    assertThat(FilesystemStatus.of(target).totalBytes() - before)
        .isGreaterThan(ByteSize.ofMiB(300).bytes());
    assertThat(target.resolve("data")).hasBinaryContent(BYTES);
  }

  @ParameterizedTest
  @EnumSource
  void aCloneIsMountedBesideItsSource(FsType type) throws IOException {
    assumeItMountsClones(type);
    Volume source = requests.fileVolume(type);
    Path target = published(source, node.stagingDirectory(), type);
    Files.write(target.resolve("data"), BYTES);

    Volume clone =
        requests.create(
            type, AccessType.FILE_SYSTEM, source.size(), new ContentSource.OfVolume(source.id()));
    Path cloned = published(clone, node.stagingDirectory(), type);
    assertThat(cloned.resolve("data")).hasBinaryContent(BYTES);
    Files.write(cloned.resolve("data"), bytes(8, 1000));
    Files.write(target.resolve("more"), bytes(9, 1000));

    assertThat(target.resolve("data")).hasBinaryContent(BYTES);
    assertThat(cloned.resolve("more")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void aSnapshotRestoredIntoALargerVolumeHasItsFilesystemGrown(FsType type) throws IOException {
    assumeItMountsClones(type);
    Volume source = requests.fileVolume(type);
    Path target = published(source, node.stagingDirectory(), type);
    Files.write(target.resolve("data"), BYTES);
    Snapshot snapshot =
        node.pool()
            .snapshots()
            .create(new EntityName(TestNode.uniqueName("snapshot")), source.id());
    Files.write(target.resolve("data"), bytes(10, 1000));

    Volume restored =
        requests.create(
            type,
            AccessType.FILE_SYSTEM,
            ByteSize.ofMiB(900),
            new ContentSource.OfSnapshot(snapshot.id()));
    Path again = published(restored, node.stagingDirectory(), type);

    assertThat(again.resolve("data")).hasBinaryContent(BYTES);
    assertThat(FilesystemStatus.of(again).totalBytes()).isGreaterThan(ByteSize.ofMiB(700).bytes());
  }

  @ParameterizedTest
  @EnumSource
  void statisticsCountBytesAndInodesAndTellTheCondition(FsType type) throws IOException {
    Volume volume = requests.fileVolume(type);
    Path target = published(volume, node.stagingDirectory(), type);

    var stats = requests.stats(volume.id(), target);

    assertThat(stats.getUsageList()).hasSize(2);
    assertThat(stats.getUsage(0).getTotal())
        .isBetween(ByteSize.ofMiB(150).bytes(), ByteSize.ofMiB(320).bytes());
    assertThat(stats.getUsage(0).getUsed() + stats.getUsage(0).getAvailable())
        .isLessThanOrEqualTo(stats.getUsage(0).getTotal());
    assertThat(stats.getVolumeCondition().getAbnormal()).isFalse();
    assertThat(stats.getVolumeCondition().getMessage()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aVolumeStagedForReadersIsNotWritten(FsType type) throws IOException {
    Volume volume = requests.fileVolume(type);
    Path staging = node.stagingDirectory();
    VolumeCapability readers =
        Requests.mount(type.kernelName(), VolumeCapability.AccessMode.Mode.SINGLE_NODE_READER_ONLY);
    Path target = node.newTarget();

    requests.stage(volume.id(), staging, readers);
    requests.publish(volume.id(), staging, target, readers);

    assertThat(FilesystemStatus.of(target).readOnly()).isTrue();
    assertThat(FilesystemStatus.of(staging).readOnly()).isTrue();
    assertThat(requests.stats(volume.id(), target).getVolumeCondition().getAbnormal()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aVolumeStagedForReadersGrowsWhenItIsNextStagedForWriting(FsType type) throws IOException {
    Volume volume = requests.fileVolume(type);
    Path staging = node.stagingDirectory();
    requests.stage(
        volume.id(),
        staging,
        Requests.mount(
            type.kernelName(), VolumeCapability.AccessMode.Mode.SINGLE_NODE_READER_ONLY));
    long before = FilesystemStatus.of(staging).totalBytes();
    node.pool().volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(700)));

    Refusal.of(
            Status.Code.FAILED_PRECONDITION,
            () -> {
              var _ =
                  node.csi()
                      .nodeExpandVolume(
                          NodeExpandVolumeRequest.newBuilder()
                              .setVolumeId(volume.id().toString())
                              .setVolumePath(staging.toString())
                              .build());
            })
        .contains("read-only");
    assertThat(FilesystemStatus.of(staging).totalBytes()).isEqualTo(before);

    requests.unstage(volume.id(), staging);
    requests.stage(volume.id(), staging, Requests.mount(type.kernelName()));
    assertThat(FilesystemStatus.of(staging).totalBytes() - before)
        .isGreaterThan(ByteSize.ofMiB(300).bytes());
  }

  @ParameterizedTest
  @EnumSource
  void afterARebootAPublishAloneBringsTheVolumeBack(FsType type) throws IOException {
    Volume volume = requests.fileVolume(type);
    Path staging = node.stagingDirectory();
    Path target = published(volume, staging, type);
    Files.write(target.resolve("data"), BYTES);

    node.reboot();
    assertThat(node.device(volume.id())).isEmpty();
    requests.publish(volume.id(), staging, target, Requests.mount(type.kernelName()));

    assertThat(target.resolve("data")).hasBinaryContent(BYTES);
    assertThat(node.isMounted(staging)).isTrue();
  }

  private static void assumeItMountsClones(FsType type) {
    assumeTrue(
        type != FsType.BTRFS || Kernel.mountsBtrfsClones(),
        "a btrfs clone is mounted beside its source by Linux 6.7 and later");
  }

  private Path published(Volume volume, Path staging, FsType type) {
    VolumeCapability capability = Requests.mount(type.kernelName());
    Path target = node.newTarget();
    requests.stage(volume.id(), staging, capability);
    requests.publish(volume.id(), staging, target, capability);
    return target;
  }

  static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
