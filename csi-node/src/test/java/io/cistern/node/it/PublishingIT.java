package io.cistern.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.linux.FileStatus;
import io.cistern.linux.mount.MountTable;
import io.cistern.linux.mount.Mounts;
import io.cistern.pool.model.Volume;
import io.cistern.protocol.csi.NodeExpandVolumeRequest;
import io.cistern.protocol.csi.NodePublishVolumeRequest;
import io.cistern.protocol.csi.VolumeCapability;
import io.cistern.protocol.csi.VolumeCapability.AccessMode.Mode;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishingIT {
  private static final VolumeCapability EXT4 = Requests.mount("ext4");

  @AutoClose private final TestNode node = TestNode.create();
  private final Requests requests = new Requests(node);

  @Test
  void aReadOnlyTargetTakesNoWritesAndTheStagedFilesystemDoes() throws IOException {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    Path target = node.newTarget();
    requests.stage(volume.id(), staging, EXT4);
    requests.publish(volume.id(), staging, target, EXT4, true);
    requests.publish(volume.id(), staging, target, EXT4, true);

    Assertions.assertThatThrownBy(() -> Files.writeString(target.resolve("x"), "x"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("Read-only");
    Files.writeString(staging.resolve("y"), "y");
    assertThat(target.resolve("y")).hasContent("y");
    Refusal.of(
        Status.Code.ALREADY_EXISTS,
        () -> requests.publish(volume.id(), staging, target, EXT4, false));
  }

  @Test
  void aLostStagingIsMadeGoodByPublish() throws IOException {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    Path target = node.newTarget();
    requests.stage(volume.id(), staging, EXT4);
    Files.writeString(staging.resolve("note"), "kept");
    Mounts.unmount(staging);
    Files.delete(staging);

    requests.publish(volume.id(), staging, target, EXT4);

    assertThat(target.resolve("note")).hasContent("kept");
    requests.unpublish(volume.id(), target);
    requests.unstage(volume.id(), staging);
    assertThat(node.device(volume.id())).isEmpty();
  }

  @Test
  void aPublishWithoutAStagingPathIsRefused() {
    Volume volume = requests.smallVolume();
    Refusal.of(
        Status.Code.FAILED_PRECONDITION,
        () ->
            node.csi()
                .nodePublishVolume(
                    NodePublishVolumeRequest.newBuilder()
                        .setVolumeId(volume.id().toString())
                        .setTargetPath(node.newTarget().toString())
                        .setVolumeCapability(EXT4)
                        .build()));
  }

  @Test
  void aBusyTargetStaysMountedAndNamesWhoHoldsIt() throws IOException {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    Path target = node.newTarget();
    requests.stage(volume.id(), staging, EXT4);
    requests.publish(volume.id(), staging, target, EXT4);
    Files.writeString(target.resolve("open"), "text");

    try (InputStream held = Files.newInputStream(target.resolve("open"))) {
      Refusal.of(Status.Code.FAILED_PRECONDITION, () -> requests.unpublish(volume.id(), target))
          .contains("in use")
          .contains("pid " + ProcessHandle.current().pid());
      assertThat(node.isMounted(target)).isTrue();
      assertThat(held.read()).isEqualTo('t');
    }

    requests.unpublish(volume.id(), target);
    assertThat(target).doesNotExist();
  }

  @Test
  void dataLeftAtATargetIsNeverDeleted() throws IOException {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    Path target = Files.createDirectory(node.newTarget());
    Files.writeString(target.resolve("precious"), "data");
    requests.stage(volume.id(), staging, EXT4);

    Refusal.of(
        Status.Code.FAILED_PRECONDITION,
        () -> requests.publish(volume.id(), staging, target, EXT4));
    Refusal.of(Status.Code.FAILED_PRECONDITION, () -> requests.unpublish(volume.id(), target))
        .contains("untouched");

    assertThat(target.resolve("precious")).hasContent("data");
  }

  @Test
  void whatSomebodyElseHasMountedAtATargetStays() throws IOException {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    Path target = Files.createDirectory(node.newTarget());
    Mounts.mount("tmpfs", target, "tmpfs", Set.of(), "size=1m");
    requests.stage(volume.id(), staging, EXT4);

    Refusal.of(
        Status.Code.FAILED_PRECONDITION,
        () -> requests.publish(volume.id(), staging, target, EXT4));
    Refusal.of(Status.Code.FAILED_PRECONDITION, () -> requests.unpublish(volume.id(), target));
    Refusal.of(Status.Code.FAILED_PRECONDITION, () -> requests.unpublish("csi-unknown", target));

    assertThat(MountTable.read().at(target).orElseThrow().fsType()).isEqualTo("tmpfs");
    Mounts.unmount(target);
  }

  @Test
  void anotherVolumesTargetIsLeftAlone() throws IOException {
    Volume one = requests.smallVolume();
    Volume other = requests.smallVolume();
    Path staging = node.stagingDirectory();
    Path target = node.newTarget();
    requests.stage(one.id(), staging, EXT4);
    requests.publish(one.id(), staging, target, EXT4);
    Path otherStaging = node.stagingDirectory();
    requests.stage(other.id(), otherStaging, EXT4);

    Refusal.of(
        Status.Code.FAILED_PRECONDITION,
        () -> requests.publish(other.id(), otherStaging, target, EXT4));
    Refusal.of(Status.Code.FAILED_PRECONDITION, () -> requests.unpublish(other.id(), target));
    Refusal.of(Status.Code.FAILED_PRECONDITION, () -> requests.unstage(other.id(), staging));

    assertThat(node.isMounted(target)).isTrue();
    assertThat(node.isMounted(staging)).isTrue();
  }

  @Test
  void mountsStackedByRacingPublishesAllGo() throws IOException {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    Path target = node.newTarget();
    requests.stage(volume.id(), staging, EXT4);
    requests.publish(volume.id(), staging, target, EXT4);
    Mounts.bind(staging, target);
    Mounts.bind(staging, target);

    requests.unpublish(volume.id(), target);

    assertThat(target).doesNotExist();
    requests.unstage(volume.id(), staging);
  }

  @Test
  void onlyMultiWriterAllowsASecondTarget() {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);
    requests.publish(volume.id(), staging, node.newTarget(), EXT4);
    Path second = node.newTarget();

    for (Mode mode : List.of(Mode.SINGLE_NODE_SINGLE_WRITER, Mode.SINGLE_NODE_WRITER)) {
      Refusal.of(
          Status.Code.FAILED_PRECONDITION,
          () -> requests.publish(volume.id(), staging, second, Requests.mount("ext4", mode)));
      assertThat(second).doesNotExist();
    }
    requests.publish(
        volume.id(), staging, second, Requests.mount("ext4", Mode.SINGLE_NODE_MULTI_WRITER));
    assertThat(node.isMounted(second)).isTrue();
    Refusal.of(
        Status.Code.FAILED_PRECONDITION,
        () ->
            requests.publish(
                volume.id(),
                staging,
                node.newTarget(),
                Requests.mount("ext4", Mode.MULTI_NODE_MULTI_WRITER)));
  }

  @Test
  void aTargetThatIsASymbolicLinkIsRefusedAndNotFollowed() throws IOException {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);
    Path victim = Files.createDirectory(node.newTarget());
    Path link = node.newTarget();
    Files.createSymbolicLink(link, victim);

    Refusal.of(
        Status.Code.INVALID_ARGUMENT, () -> requests.publish(volume.id(), staging, link, EXT4));
    Refusal.of(Status.Code.INVALID_ARGUMENT, () -> requests.unpublish(volume.id(), link));

    assertThat(link).isSymbolicLink();
    assertThat(victim).isEmptyDirectory();
    assertThat(node.isMounted(victim)).isFalse();
  }

  @Test
  void theFilesOfAVolumeAreGivenToTheGroupAsked() throws IOException {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);
    Path directory = Files.createDirectory(staging.resolve("sub"));
    Path file = Files.writeString(directory.resolve("file"), "x");
    Files.setAttribute(file, "unix:mode", 0600);
    Path outside = Files.writeString(node.root().resolve("outside"), "x");
    Path link = Files.createSymbolicLink(staging.resolve("link"), outside);
    int mode = FileStatus.of(outside).mode();
    Path target = node.newTarget();

    requests.publish(volume.id(), staging, target, group("4321"));

    assertThat(FileStatus.of(target).gid()).isEqualTo(4321);
    assertThat(FileStatus.of(target).mode() & 02070).isEqualTo(02070);
    assertThat(FileStatus.of(target.resolve("sub")).mode() & 02070).isEqualTo(02070);
    assertThat(FileStatus.of(target.resolve("sub/file")).gid()).isEqualTo(4321);
    assertThat(FileStatus.of(target.resolve("sub/file")).mode() & 07777).isEqualTo(0660);
    assertThat(FileStatus.ofLink(link).gid()).isEqualTo(4321);
    assertThat(FileStatus.of(outside).gid()).isZero();
    assertThat(FileStatus.of(outside).mode()).isEqualTo(mode);
    Refusal.of(
        Status.Code.INVALID_ARGUMENT,
        () -> requests.publish(volume.id(), staging, node.newTarget(), group("-1")));
    Refusal.of(
        Status.Code.INVALID_ARGUMENT,
        () -> requests.publish(volume.id(), staging, node.newTarget(), group("wheel")));
  }

  private static VolumeCapability group(String group) {
    return VolumeCapability.newBuilder()
        .setMount(
            VolumeCapability.MountVolume.newBuilder().setFsType("ext4").setVolumeMountGroup(group))
        .setAccessMode(
            VolumeCapability.AccessMode.newBuilder().setMode(Mode.SINGLE_NODE_MULTI_WRITER))
        .build();
  }

  @Test
  void aTargetWhoseParentIsMissingIsNotMade() {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);
    Path target = node.root().resolve("no/such/parent");

    Refusal.of(
        Status.Code.FAILED_PRECONDITION,
        () -> requests.publish(volume.id(), staging, target, EXT4));
    requests.unpublish(volume.id(), target);

    assertThat(node.root().resolve("no")).doesNotExist();
  }

  @Test
  void anUnpublishOfAVolumeThatIsGoneStillClearsItsTarget() throws IOException {
    Path target = Files.createDirectory(node.newTarget());

    requests.unpublish("0123456789abcdef.00000000-0000-8000-8000-000000000000", target);
    requests.unpublish("0123456789abcdef.00000000-0000-8000-8000-000000000000", target);

    assertThat(target).doesNotExist();
  }

  @Test
  void anExpansionAtAPathWhereTheVolumeIsNotIsNotFound() {
    Volume volume = requests.smallVolume();
    Path staging = node.stagingDirectory();
    requests.stage(volume.id(), staging, EXT4);
    for (String path : List.of("some/path", "/tmp", node.newTarget().toString())) {
      Refusal.of(
          Status.Code.NOT_FOUND,
          () ->
              node.csi()
                  .nodeExpandVolume(
                      NodeExpandVolumeRequest.newBuilder()
                          .setVolumeId(volume.id().toString())
                          .setVolumePath(path)
                          .build()));
      Refusal.of(Status.Code.NOT_FOUND, () -> requests.stats(volume.id(), Path.of(path)));
    }
  }
}
