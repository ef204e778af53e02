package io.cistern.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.FileStatus;
import io.cistern.linux.block.BlockDevice;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.node.filesystem.Tool;
import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.CapacityRange;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.csi.NodeExpandVolumeRequest;
import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.csi.VolumeCapability.AccessMode.Mode;
import io.grpc.Status;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawVolumeIT {
  private static final VolumeCapability BLOCK = Requests.block();
  private static final byte[] BYTES = FilesystemVolumeIT.bytes(3, 1 << 20);

  @AutoClose private final TestNode node = TestNode.create();
  private final Requests requests = new Requests(node);

  @Test
  void aPodSeesADeviceAndFindsItsBytesAgain() throws IOException {
    Volume volume = requests.rawVolume();
    Path staging = node.stagingDirectory();
    Path target = published(volume.id(), staging);
    requests.publish(volume.id(), staging, target, BLOCK);
    assertThat(FileStatus.ofLink(target).isBlockDevice()).isTrue();
    write(target, BYTES);
    requests.unpublish(volume.id(), target);
    assertThat(target).doesNotExist();
    requests.unstage(volume.id(), staging);
    assertThat(node.device(volume.id())).isEmpty();

    Path again = published(volume.id(), staging);
    assertThat(read(again)).isEqualTo(BYTES);
    assertThat(node.pool().volumes().find(volume.id()).orElseThrow().formatting())
        .isEqualTo(new Formatting.Foreign());
  }

  @Test
  void anExpandedDeviceIsLargerForItsPodAtOnce() {
    Volume volume = requests.rawVolume();
    Path staging = node.stagingDirectory();
    Path target = published(volume.id(), staging);
    ByteSize size = ByteSize.ofMiB(96);

    for (Path path : new Path[] {target, staging}) {
      var response =
          node.csi()
              .nodeExpandVolume(
                  NodeExpandVolumeRequest.newBuilder()
                      .setVolumeId(volume.id().toString())
                      .setVolumePath(path.toString())
                      .setStagingTargetPath(staging.toString())
                      .setCapacityRange(
                          io.cistern.protocol.csi.CapacityRange.newBuilder()
                              .setRequiredBytes(size.bytes()))
                      .build());
      assertThat(response.getCapacityBytes()).isEqualTo(size.bytes());
    }

    assertThat(BlockDevice.size(target)).isEqualTo(size.bytes());
    assertThat(requests.stats(volume.id(), target).getUsage(0).getTotal()).isEqualTo(size.bytes());
  }

  @Test
  void aDevicePublishedForReadingRefusesWritesAndTakesThemAgainLater() throws IOException {
    Volume volume = requests.rawVolume();
    Path staging = node.stagingDirectory();
    Path target = node.newTarget();
    requests.stage(volume.id(), staging, BLOCK);
    requests.publish(volume.id(), staging, target, BLOCK, true);
    requests.publish(volume.id(), staging, target, BLOCK, true);

    assertThat(writes(target)).isFalse();
    Refusal.of(
        Status.Code.ALREADY_EXISTS,
        () -> requests.publish(volume.id(), staging, target, BLOCK, false));

    requests.unpublish(volume.id(), target);
    requests.publish(volume.id(), staging, target, BLOCK, false);
    assertThat(writes(target)).isTrue();
  }

  @Test
  void aDeviceThatWasReadOnlyIsGivenBackWritable() throws IOException {
    Volume volume = requests.rawVolume();
    Path staging = node.stagingDirectory();
    Path target = node.newTarget();
    requests.stage(volume.id(), staging, BLOCK);
    requests.publish(volume.id(), staging, target, BLOCK, true);
    Path device = node.device(volume.id()).orElseThrow();
    requests.unpublish(volume.id(), target);
    requests.unstage(volume.id(), staging);

    assertThat(Path.of("/sys/block", device.getFileName().toString(), "ro")).hasContent("0");
  }

  @Test
  void aDeviceThatVanishedIsReportedAndComesBackWithTheNextPublish() throws IOException {
    Volume volume = requests.rawVolume();
    Path staging = node.stagingDirectory();
    Path target = published(volume.id(), staging);
    write(target, BYTES);
    Path device = node.device(volume.id()).orElseThrow();
    new LoopDevice(Integer.parseInt(device.toString().substring("/dev/loop".length()))).detach();

    var stats = requests.stats(volume.id(), target);
    assertThat(stats.getVolumeCondition().getAbnormal()).isTrue();
    assertThat(stats.getVolumeCondition().getMessage()).contains("gone");

    requests.publish(volume.id(), staging, target, BLOCK);
    assertThat(read(target)).isEqualTo(BYTES);
    assertThat(requests.stats(volume.id(), target).getVolumeCondition().getAbnormal()).isFalse();
  }

  @Test
  void aRawVolumeIsNotUnstagedWhileItIsPublished() {
    Volume volume = requests.rawVolume();
    Path staging = node.stagingDirectory();
    Path target = published(volume.id(), staging);

    Refusal.of(Status.Code.FAILED_PRECONDITION, () -> requests.unstage(volume.id(), staging))
        .contains(target.toString());
    requests.unpublish(volume.id(), target);
    requests.unstage(volume.id(), staging);
  }

  @Test
  void oneMayWriteAndOnlyAtOneTargetUnlessSeveralAreAllowed() {
    Volume volume = requests.rawVolume();
    Path staging = node.stagingDirectory();
    Path first = published(volume.id(), staging);
    Path second = node.newTarget();

    Refusal.of(
            Status.Code.FAILED_PRECONDITION,
            () -> requests.publish(volume.id(), staging, second, BLOCK))
        .contains(first.toString());
    assertThat(second).doesNotExist();
    requests.publish(volume.id(), staging, second, Requests.block(Mode.SINGLE_NODE_MULTI_WRITER));
    assertThat(FileStatus.ofLink(second).isBlockDevice()).isTrue();
  }

  @Test
  void theFilesystemOnARawDeviceIsAdoptedByAFileVolumeRestoredFromIt() throws IOException {
    Volume raw = requests.rawVolume();
    Path target = published(raw.id(), node.stagingDirectory());
    Tool.named("mkfs.ext4")
        .runOrFail(Duration.ofMinutes(1), List.of("-q", "-L", "theirs", target.toString()));

    Volume files = restoredAsFiles(raw);
    VolumeCapability ext4 = Requests.mount("ext4");
    Path staging = node.stagingDirectory();
    requests.stage(files.id(), staging, ext4);

    assertThat(staging.resolve("lost+found")).isDirectory();
    assertThat(node.pool().volumes().find(files.id()).orElseThrow().formatting())
        .isEqualTo(new Formatting.Formatted(FsType.EXT4));
  }

  @Test
  void bytesThatAreNoFilesystemAreNeverFormatted() throws IOException {
    Volume raw = requests.rawVolume();
    Path target = published(raw.id(), node.stagingDirectory());
    write(target, BYTES);

    Volume files = restoredAsFiles(raw);
    Refusal.of(
            Status.Code.FAILED_PRECONDITION,
            () -> requests.stage(files.id(), node.stagingDirectory(), Requests.mount("ext4")))
        .contains("never formatted");

    assertThat(read(node.device(files.id()).orElseThrow())).isEqualTo(BYTES);
  }

  private Volume restoredAsFiles(Volume raw) {
    Snapshot snapshot =
        node.pool().snapshots().create(new EntityName(TestNode.uniqueName("snapshot")), raw.id());
    return requests.create(
        FsType.EXT4,
        AccessType.FILE_SYSTEM,
        raw.size(),
        new ContentSource.OfSnapshot(snapshot.id()));
  }

  @Test
  void aRawVolumeIsNotMountedAndAFileVolumeNotHandedOutRaw() {
    Volume raw = requests.rawVolume();
    Volume files = requests.fileVolume(FsType.EXT4);

    Refusal.of(
        Status.Code.FAILED_PRECONDITION,
        () -> requests.stage(raw.id(), node.stagingDirectory(), Requests.mount("ext4")));
    Refusal.of(
        Status.Code.FAILED_PRECONDITION,
        () -> requests.stage(files.id(), node.stagingDirectory(), BLOCK));
    assertThat(node.pool().volumes().find(files.id()).orElseThrow().formatting())
        .isEqualTo(new Formatting.Blank());
  }

  @Test
  void aPoolThatGrewTheVolumeBehindItsBackIsCaughtUpWithAtTheNextStage() {
    Volume volume = requests.rawVolume();
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, BLOCK);
    Volume expanded =
        node.pool().volumes().expand(volume.id(), CapacityRange.atLeast(ByteSize.ofMiB(80)));

    requests.stage(volume.id(), staging, BLOCK);

    assertThat(BlockDevice.size(node.device(volume.id()).orElseThrow()))
        .isEqualTo(expanded.size().bytes());
  }

  private Path published(VolumeId id, Path staging) {
    Path target = node.newTarget();
    requests.stage(id, staging, BLOCK);
    requests.publish(id, staging, target, BLOCK);
    return target;
  }

  private static void write(Path device, byte[] bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(device.toFile(), "rw")) {
      file.write(bytes);
      file.getFD().sync();
    }
  }

  private static boolean writes(Path device) {
    try (RandomAccessFile file = new RandomAccessFile(device.toFile(), "rw")) {
      file.write(new byte[4096]);
      file.getFD().sync();
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static byte[] read(Path device) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(device.toFile(), "r")) {
      byte[] bytes = new byte[BYTES.length];
      file.readFully(bytes);
      return Arrays.copyOf(bytes, bytes.length);
    }
  }

  @Test
  void somethingElseAtTheTargetIsLeftAlone() throws IOException {
    Volume volume = requests.rawVolume();
    Path staging = node.stagingDirectory();
    Path target = node.newTarget();
    Files.writeString(target, "not ours");
    requests.stage(volume.id(), staging, BLOCK);

    Refusal.of(
        Status.Code.FAILED_PRECONDITION,
        () -> requests.publish(volume.id(), staging, target, BLOCK));
    Refusal.of(Status.Code.FAILED_PRECONDITION, () -> requests.unpublish(volume.id(), target));

    assertThat(target).hasContent("not ours");
  }
}
