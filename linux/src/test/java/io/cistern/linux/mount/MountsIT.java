package io.cistern.linux.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.linux.Errno;
import io.cistern.linux.Fd;
import io.cistern.linux.FileStatus;
import io.cistern.linux.OpenFlag;
import io.cistern.linux.block.BlockDevice;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.testing.Errors;
import io.cistern.linux.testing.Scratch;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MountsIT {

  private Scratch scratch;

  @BeforeEach
  void open() throws Exception {
    scratch = Scratch.open();
  }

  @AfterEach
  void close() throws Exception {
    scratch.close();
  }

  @Test
  void aMountIsInTheTableAsItWasAsked() throws Exception {
    Path place = tmpfs("with a space, \\ and #", Set.of(MountFlag.NO_EXEC), "size=1m,mode=0711");

    MountEntry entry = MountTable.read().at(place).orElseThrow();
    assertThat(entry.mountPoint()).isEqualTo(place);
    assertThat(entry.fsType()).isEqualTo("tmpfs");
    assertThat(entry.source()).isEqualTo("test source");
    assertThat(entry.options()).contains("noexec", "rw");
    assertThat(entry.superOptions()).contains("size=1024k", "mode=711");
    FileStatus root = FileStatus.of(place);
    assertThat(root.mountRoot()).isTrue();
    assertThat(root.mountId()).isEqualTo(entry.id());
    assertThat(root.device()).isEqualTo(entry.device());
    assertThat(root.mode() & 0777).isEqualTo(0711);
    assertThat(FileStatus.of(scratch.directory()).mountRoot()).isFalse();
  }

  @Test
  void aNameThatIsNoTextIsMountedFoundAndUnmounted() throws Exception {
    Path place = tmpfs("\u00e4\u20ac\u3042", Set.of(), "");
    assertThat(MountTable.read().at(place)).isPresent();
    Mounts.unmount(place);
    assertThat(MountTable.read().at(place)).isEmpty();
  }

  @Test
  void aReadOnlyBindRefusesWritesFromTheFirstMomentAndTheSourceDoesNot() throws Exception {
    Path source = tmpfs("source", Set.of(), "");
    Path target = scratch.unmountLater(scratch.directory("target"));

    Mounts.bind(source, target, Set.of(MountFlag.READ_ONLY, MountFlag.NO_ACCESS_TIME));

    assertThatThrownBy(() -> Files.createFile(target.resolve("x")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("Read-only");
    Files.createFile(source.resolve("x"));
    MountEntry bound = MountTable.read().at(target).orElseThrow();
    assertThat(bound.isReadOnly()).isTrue();
    assertThat(bound.options()).contains("noatime");
    assertThat(bound.superOptions()).contains("rw");
    assertThat(MountTable.read().ofDevice(bound.device()))
        .extracting(MountEntry::mountPoint)
        .containsExactlyInAnyOrder(source, target);

    Mounts.remountBind(target, Set.of());
    Files.createFile(target.resolve("y"));
    Mounts.remountBind(target, Set.of(MountFlag.READ_ONLY));
    assertThatThrownBy(() -> Files.createFile(target.resolve("z")))
        .isInstanceOf(FileSystemException.class);
  }

  @Test
  void aDirectoryBoundFromInsideShowsItsRoot() throws Exception {
    Path source = tmpfs("source", Set.of(), "");
    Path inside = Files.createDirectory(source.resolve("in side"));
    Path target = scratch.unmountLater(scratch.directory("target"));
    Mounts.bind(inside, target);
    assertThat(MountTable.read().at(target).orElseThrow().root()).isEqualTo("/in side");
  }

  @Test
  void aDeviceNodeIsBoundToAFile() throws Exception {
    LoopDevice device = scratch.attach(scratch.file("a.img", 1 << 20));
    Path target = scratch.unmountLater(scratch.file("block", 0));

    Mounts.bind(device.path(), target);
    assertThat(BlockDevice.deviceNumber(target)).isEqualTo(device.device());
    Mounts.unmount(target);

    Mounts.bind(device.path(), target, Set.of(MountFlag.READ_ONLY));
    assertThat(BlockDevice.size(target)).isEqualTo(1 << 20);
    Mounts.unmount(target);
    assertThat(FileStatus.of(target).isRegularFile()).isTrue();
    assertThat(Errors.of(() -> BlockDevice.deviceNumber(target))).isEqualTo(Errno.ENOTBLK);
  }

  @Test
  void aDetachedMountThatIsNotAttachedGoesAway() throws Exception {
    Path source = tmpfs("source", Set.of(), "");
    try (DetachedMount mount = DetachedMount.of(source)) {
      mount.set(Set.of(MountFlag.NO_SUID));
    }
    Mounts.unmount(source);
    assertThat(MountTable.read().at(source)).isEmpty();
  }

  @Test
  void aFilesystemIsRemountedReadOnlyAndBack() throws Exception {
    Path place = tmpfs("place", Set.of(), "");
    Mounts.remount(place, Set.of(MountFlag.READ_ONLY), "");
    assertThat(MountTable.read().at(place).orElseThrow().isReadOnly()).isTrue();
    Mounts.remount(place, Set.of(), "size=2m");
    assertThat(MountTable.read().at(place).orElseThrow().superOptions()).contains("size=2048k");
  }

  @Test
  void stackedMountsAreTakenOffOneByOne() throws Exception {
    Path place = tmpfs("place", Set.of(), "");
    int below = MountTable.read().at(place).orElseThrow().id();
    Mounts.mount("above", place, "tmpfs", Set.of(), "");
    assertThat(MountTable.read().at(place).orElseThrow().source()).isEqualTo("above");
    Mounts.unmount(place, UnmountFlag.NO_FOLLOW);
    assertThat(MountTable.read().at(place).orElseThrow().id()).isEqualTo(below);
  }

  @Test
  void propagationIsSetAndSeen() throws Exception {
    Path place = tmpfs("place", Set.of(), "");
    Mounts.makeShared(place);
    assertThat(MountTable.read().at(place).orElseThrow().propagation().isShared()).isTrue();
    Mounts.makePrivate(place);
    assertThat(MountTable.read().at(place).orElseThrow().propagation())
        .isEqualTo(Propagation.PRIVATE);
    Mounts.makePrivateRecursively(place);
  }

  @Test
  void aBusyMountStaysAndSaysSo() throws Exception {
    Path place = tmpfs("place", Set.of(), "");
    try (Fd open = Fd.open(place.resolve("x"), OpenFlag.READ_WRITE, OpenFlag.CREATE)) {
      assertThat(Errors.of(() -> Mounts.unmount(place))).isEqualTo(Errno.EBUSY);
      assertThat(MountTable.read().at(place)).isPresent();
      assertThat(open.fstat().isRegularFile()).isTrue();
    }
    Mounts.unmount(place);
    assertThat(Errors.of(() -> Mounts.unmount(place))).isEqualTo(Errno.EINVAL);
  }

  @Test
  void whatCannotBeMountedIsSaidAndOptionsAreNot() throws Exception {
    Path place = scratch.directory("place");
    assertThat(Errors.of(() -> Mounts.mount("none", place, "nofs", Set.of(), "")))
        .isEqualTo(Errno.ENODEV);
    assertThat(Errors.of(() -> Mounts.mount("x", place.resolve("none"), "tmpfs", Set.of(), "")))
        .isEqualTo(Errno.ENOENT);
    assertThatThrownBy(() -> Mounts.mount("x", place, "tmpfs", Set.of(), "secret=1"))
        .hasMessageContaining("EINVAL")
        .hasMessageNotContaining("secret");
    LoopDevice blank = scratch.attach(scratch.file("blank.img", 1 << 20));
    assertThat(Errors.of(() -> Mounts.mount(blank.path() + "", place, "ext4", Set.of(), "")))
        .isEqualTo(Errno.EINVAL);
  }

  @Test
  void theTableIsWholeWhileOthersMountAndUnmount() throws Exception {
    Path stays = tmpfs("stays", Set.of(), "");
    Path moves = scratch.unmountLater(scratch.directory("moves"));
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 300; i++) {
                    Mounts.mount("x", moves, "tmpfs", Set.of(), "");
                    Mounts.unmount(moves);
                  }
                });
    while (thread.isAlive()) {
      assertThat(MountTable.read().at(stays)).isPresent();
    }
  }

  private Path tmpfs(String name, Set<MountFlag> flags, String data) throws Exception {
    Path place = scratch.unmountLater(scratch.directory(name));
    Mounts.mount("test source", place, "tmpfs", flags, data);
    return place;
  }
}
