package io.cistern.node.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.linux.block.BlockDevice;
import io.cistern.linux.filesystem.FilesystemStatus;
import io.cistern.linux.mount.Mounts;
import io.cistern.node.filesystem.Tool;
import io.cistern.node.mounts.OpenedDevice;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.pools.NodeVolume;
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
import io.cistern.protocol.csi.NodePublishVolumeRequest;
import io.cistern.protocol.csi.VolumeCapability;
import io.grpc.Status;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Encrypted volumes on a kernel with dm-crypt: natively, or in user-mode Linux. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedVolumeIT {
  private static final String KEY = "correct horse battery staple\n";
  private static final byte[] MARKER =
      "what nobody shall read from the disk".getBytes(StandardCharsets.US_ASCII);
  private static final VolumeCapability EXT4 = Requests.mount("ext4");
  private static final ByteSize SIZE = ByteSize.ofMiB(320);

  @AutoClose private final TestNode node = TestNode.create();
  private final Requests requests = new Requests(node);

  private static void requireDmCrypt() {
    assumeTrue(hasDmCrypt(), "this kernel has no dm-crypt; make test-kernel runs it on one");
  }

  private static boolean hasDmCrypt() {
    return Files.exists(Path.of("/sys/module/dm_crypt"))
        || Tool.find("modprobe")
            .filter(tool -> tool.run(Duration.ofSeconds(10), List.of("dm_crypt")).exitCode() == 0)
            .isPresent();
  }

  private Volume fileVolume(FsType type) {
    return requests.createEncrypted(type, AccessType.FILE_SYSTEM, SIZE, new ContentSource.Blank());
  }

  private VolumeDevice opened(Volume volume) {
    return VolumeDevice.of(new NodeVolume(node.pool(), volume)).orElseThrow();
  }

  private Path data(Volume volume) {
    return node.backend().data(volume.id());
  }

  private String headerOf(Volume volume) {
    return Tool.named("cryptsetup")
        .runOrFail(Duration.ofMinutes(1), List.of("luksUUID", data(volume).toString()));
  }

  private Path published(Volume volume, Path staging, VolumeCapability capability) {
    Path target = node.newTarget();
    requests.stage(volume.id(), staging, capability, KEY);
    requests.publish(volume.id(), staging, target, capability);
    return target;
  }

  private void takenDown(Volume volume, Path target, Path staging) {
    requests.unpublish(volume.id(), target);
    requests.unstage(volume.id(), staging);
    assertThat(OpenedDevice.exists(volume.id())).isFalse();
    assertThat(node.device(volume.id())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatAPodWroteIsThereAgainAndNowhereToBeReadOnTheDisk(FsType type) throws IOException {
    requireDmCrypt();
    Volume volume = fileVolume(type);
    VolumeCapability capability = Requests.mount(type.kernelName());
    Path staging = node.stagingDirectory();
    Path target = published(volume, staging, capability);
    requests.stage(volume.id(), staging, capability, KEY);
    assertThat(BlockDevice.size(opened(volume).path())).isEqualTo(SIZE.bytes());
    assertThat(requests.stats(volume.id(), target).getVolumeCondition().getAbnormal()).isFalse();
    Files.write(target.resolve("data"), MARKER);
    String header = headerOf(volume);
    takenDown(volume, target, staging);
    assertThat(node.backend().dataSize(volume.id())).isEqualTo(SIZE.bytes() + (16 << 20));
    assertThat(contains(data(volume), MARKER)).as("plain text on the disk").isFalse();

    Path again = published(volume, staging, capability);
    assertThat(again.resolve("data")).hasBinaryContent(MARKER);
    assertThat(headerOf(volume)).isEqualTo(header);
    assertThat(node.pool().volumes().find(volume.id()).orElseThrow().formatting())
        .isEqualTo(new Formatting.Formatted(type));
    takenDown(volume, again, staging);
  }

  @Test
  void aWrongPassphraseOrNoneIsRefusedAndChangesNothing() throws IOException {
    requireDmCrypt();
    Volume volume = fileVolume(FsType.EXT4);
    Path staging = node.stagingDirectory();
    Refusal.of(Status.Code.INVALID_ARGUMENT, () -> requests.stage(volume.id(), staging, EXT4))
        .contains("encryptionPassphrase");
    Refusal.of(Status.Code.INVALID_ARGUMENT, () -> requests.stage(volume.id(), staging, EXT4, ""))
        .contains("encryptionPassphrase");
    assertThat(node.device(volume.id())).isEmpty();
    Path target = published(volume, staging, EXT4);
    Files.write(target.resolve("data"), MARKER);
    takenDown(volume, target, staging);
    byte[] header = header(volume);

    Refusal.of(
            Status.Code.UNAUTHENTICATED,
            () -> requests.stage(volume.id(), staging, EXT4, KEY.strip()))
        .contains("passphrase")
        .doesNotContain("horse");
    assertThat(OpenedDevice.exists(volume.id())).isFalse();
    assertThat(node.device(volume.id())).isEmpty();
    assertThat(node.isMounted(staging)).isFalse();
    assertThat(header(volume)).isEqualTo(header);

    Path again = published(volume, staging, EXT4);
    assertThat(again.resolve("data")).hasBinaryContent(MARKER);
    takenDown(volume, again, staging);
  }

  private byte[] header(Volume volume) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(data(volume).toFile(), "r")) {
      byte[] bytes = new byte[16 << 20];
      file.readFully(bytes);
      return bytes;
    }
  }

  @Test
  void anEncryptedVolumeGrowsUnderItsPodWithoutThePassphrase() throws IOException {
    requireDmCrypt();
    assumeTrue(Kernel.growsMountedExt4(), "ext4 grows while mounted only with CAP_SYS_RESOURCE");
    Volume volume = fileVolume(FsType.EXT4);
    Path staging = node.stagingDirectory();
    Path target = published(volume, staging, EXT4);
    Files.write(target.resolve("data"), MARKER);
    ByteSize size = ByteSize.ofMiB(700);
    node.pool().volumes().expand(volume.id(), CapacityRange.atLeast(size));
    var _ =
        node.csi()
            .nodeExpandVolume(
                NodeExpandVolumeRequest.newBuilder()
                    .setVolumeId(volume.id().toString())
                    .setVolumePath(target.toString())
                    .build());
    assertThat(BlockDevice.size(opened(volume).path())).isEqualTo(size.bytes());
    assertThat(FilesystemStatus.of(target).totalBytes()).isGreaterThan(600L << 20);
    assertThat(target.resolve("data")).hasBinaryContent(MARKER);
    takenDown(volume, target, staging);
  }

  @Test
  void aSnapshotOfAMountedVolumeIsRestoredLargerWithTheSamePassphrase() throws IOException {
    requireDmCrypt();
    Volume volume = fileVolume(FsType.EXT4);
    Path staging = node.stagingDirectory();
    Path target = published(volume, staging, EXT4);
    Files.write(target.resolve("data"), MARKER);
    Snapshot snapshot =
        node.pool()
            .snapshots()
            .create(new EntityName(TestNode.uniqueName("snapshot")), volume.id());
    Files.write(target.resolve("data"), new byte[10]);

    Volume restored =
        requests.createEncrypted(
            FsType.EXT4,
            AccessType.FILE_SYSTEM,
            ByteSize.ofMiB(500),
            new ContentSource.OfSnapshot(snapshot.id()));
    Path elsewhere = node.stagingDirectory();
    Refusal.of(
        Status.Code.UNAUTHENTICATED,
        () -> requests.stage(restored.id(), elsewhere, EXT4, "another"));
    Path copy = published(restored, elsewhere, EXT4);
    assertThat(copy.resolve("data")).hasBinaryContent(MARKER);
    assertThat(FilesystemStatus.of(copy).totalBytes()).isGreaterThan(400L << 20);
    takenDown(restored, copy, elsewhere);
    takenDown(volume, target, staging);
  }

  @Test
  void aRawVolumeIsEncryptedToo() throws IOException {
    requireDmCrypt();
    Volume volume =
        requests.createEncrypted(
            FsType.EXT4, AccessType.BLOCK, ByteSize.ofMiB(64), new ContentSource.Blank());
    Path staging = node.stagingDirectory();
    Path target = published(volume, staging, Requests.block());
    try (RandomAccessFile device = new RandomAccessFile(target.toFile(), "rws")) {
      assertThat(BlockDevice.size(target)).isEqualTo(64L << 20);
      device.write(MARKER);
    }
    // What nobody flushed is flushed for the cut, through both devices.
    Snapshot snapshot =
        node.pool()
            .snapshots()
            .create(new EntityName(TestNode.uniqueName("snapshot")), volume.id());
    takenDown(volume, target, staging);
    assertThat(contains(data(volume), MARKER)).as("plain text on the disk").isFalse();

    Volume restored =
        requests.createEncrypted(
            FsType.EXT4,
            AccessType.BLOCK,
            ByteSize.ofMiB(64),
            new ContentSource.OfSnapshot(snapshot.id()));
    for (Volume again : List.of(volume, restored)) {
      Path there = published(again, staging, Requests.block());
      try (RandomAccessFile device = new RandomAccessFile(there.toFile(), "r")) {
        byte[] read = new byte[MARKER.length];
        device.readFully(read);
        assertThat(read).isEqualTo(MARKER);
      }
      takenDown(again, there, staging);
    }
  }

  @Test
  void afterARebootAPublishWithThePassphraseBringsItBack() throws IOException {
    requireDmCrypt();
    Volume volume = fileVolume(FsType.EXT4);
    Path staging = node.stagingDirectory();
    Path target = published(volume, staging, EXT4);
    Files.write(target.resolve("data"), MARKER);

    node.reboot();
    Refusal.of(
            Status.Code.INVALID_ARGUMENT,
            () -> requests.publish(volume.id(), staging, target, EXT4))
        .contains("encryptionPassphrase");
    var _ =
        node.csi()
            .nodePublishVolume(
                NodePublishVolumeRequest.newBuilder()
                    .setVolumeId(volume.id().toString())
                    .setStagingTargetPath(staging.toString())
                    .setTargetPath(target.toString())
                    .setVolumeCapability(EXT4)
                    .putSecrets("encryptionPassphrase", KEY)
                    .build());
    assertThat(target.resolve("data")).hasBinaryContent(MARKER);
    takenDown(volume, target, staging);
  }

  @Test
  void whatAKilledStagingLeftIsTakenUpWhereItStands() throws IOException {
    requireDmCrypt();
    Volume volume = fileVolume(FsType.EXT4);
    Path staging = node.stagingDirectory();
    // Killed after the header was made and opened, and before anything was recorded.
    Path device = node.pool().attachments().attach(volume.id());
    byte[] other = "half made".getBytes(StandardCharsets.US_ASCII);
    for (List<String> step :
        List.of(
            List.of("luksFormat", "-q", "--pbkdf=pbkdf2", "--key-file=-", device.toString()),
            List.of("open", "--key-file=-", device.toString(), OpenedDevice.name(volume.id())))) {
      assertThat(Tool.named("cryptsetup").run(Duration.ofMinutes(1), step, other).exitCode())
          .isZero();
    }
    Path target = published(volume, staging, EXT4);
    Files.write(target.resolve("data"), MARKER);
    requests.unpublish(volume.id(), target);

    // Killed after the filesystem was unmounted, and before the device was closed.
    Mounts.unmount(staging);
    node.restart();
    Path again = published(volume, staging, EXT4);
    assertThat(again.resolve("data")).hasBinaryContent(MARKER);
    requests.unpublish(volume.id(), again);
    Mounts.unmount(staging);
    requests.unstage(volume.id(), staging);
    assertThat(OpenedDevice.exists(volume.id())).isFalse();
    assertThat(node.device(volume.id())).isEmpty();
  }

  @Test
  void aKernelWithoutDmCryptRefusesByNameAndKeepsNothingAttached() {
    assumeTrue(!hasDmCrypt(), "this kernel has dm-crypt");
    Volume volume = fileVolume(FsType.EXT4);
    Path staging = node.stagingDirectory();
    Refusal.of(
            Status.Code.FAILED_PRECONDITION, () -> requests.stage(volume.id(), staging, EXT4, KEY))
        .contains("dm-crypt");
    assertThat(node.device(volume.id())).isEmpty();
    node.pool().volumes().delete(volume.id());
  }

  private static boolean contains(Path file, byte[] wanted) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] block = new byte[4096];
      while (in.read(block) == block.length) {
        for (int i = 0; i + wanted.length <= block.length; i++) {
          if (block[i] == wanted[0]
              && Arrays.equals(block, i, i + wanted.length, wanted, 0, wanted.length)) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
