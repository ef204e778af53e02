package io.cistern.node.stage;

import io.cistern.linux.Errno;
import io.cistern.linux.LinuxException;
import io.cistern.linux.filesystem.FilesystemGrowth;
import io.cistern.linux.mount.MountFlag;
import io.cistern.linux.mount.MountOptions;
import io.cistern.linux.mount.Mounts;
import io.cistern.node.error.NodeError;
import io.cistern.node.filesystem.Filesystem;
import io.cistern.node.mounts.MountView;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.pools.NodeVolume;
import io.cistern.node.request.Access;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Mounts a volume's device with mount(2) itself, so that every option reaches the kernel. */
public final class DeviceMount {
  private static final Logger LOG = Logger.getLogger(DeviceMount.class);

  private DeviceMount() {}

  /**
   * Mounts the filesystem and gives it the device's size.
   *
   * @throws NodeError invalid if the kernel refuses an option
   */
  public static void mount(
      NodeVolume volume, VolumeDevice device, Path at, Access.Mount access, boolean readOnly) {
    mountOnly(volume, device, at, access, readOnly);
    if (!readOnly) {
      grow(volume, device, at, access);
    }
  }

  /**
   * Gives a filesystem that is mounted writable the size of its device. Where the kernel does not
   * let this process do it (ext4 without CAP_SYS_RESOURCE), it is unmounted for that if this is its
   * only mount, and otherwise stays as it is until it is staged again.
   */
  static void grow(NodeVolume volume, VolumeDevice device, Path at, Access.Mount access) {
    Filesystem filesystem = Filesystem.of(volume.volume().spec().fsType());
    try {
      FilesystemGrowth.grow(filesystem.type().kernelName(), at, device.path());
    } catch (LinuxException refused) {
      if (refused.errno() != Errno.EPERM) {
        throw refused;
      }
      if (MountView.now().of(device.number()).size() > 1) {
        LOG.warnf("cannot grow while it is published volumeId=%s", volume.id());
        return;
      }
      Mounts.unmount(at);
      boolean grown = filesystem.growUnmounted(device.path());
      mountOnly(volume, device, at, access, false);
      if (!grown) {
        throw refused;
      }
    }
  }

  private static void mountOnly(
      NodeVolume volume, VolumeDevice device, Path at, Access.Mount access, boolean readOnly) {
    Filesystem filesystem = Filesystem.of(volume.volume().spec().fsType());
    MountOptions options = access.options();
    if (filesystem.requiredOption().isPresent()) {
      options = options.withData(filesystem.requiredOption().get());
    }
    if (readOnly) {
      options = options.with(MountFlag.READ_ONLY);
    }
    String fsType = filesystem.type().kernelName();
    try {
      Mounts.mount(device.path().toString(), at, fsType, options.flags(), options.data());
    } catch (LinuxException refused) {
      throw explain(refused, fsType, !access.options().data().isEmpty());
    }
    verify(device, at);
  }

  private static RuntimeException explain(LinuxException refused, String fsType, boolean options) {
    if (refused.errno() == Errno.EINVAL && options) {
      return NodeError.invalid(
          "the kernel refuses to mount " + fsType + " with these mount_flags; see its log");
    }
    if (refused.errno() == Errno.EEXIST) {
      return NodeError.precondition(
          "this kernel cannot mount a btrfs clone beside its source (Linux 6.7 and later can)");
    }
    return refused;
  }

  /** A filesystem that keeps its own list of devices must not have mounted another one. */
  private static void verify(VolumeDevice device, Path at) {
    boolean right =
        MountView.now().at(at).filter(entry -> MountView.shows(entry, device.number())).isPresent();
    if (!right) {
      Mounts.unmount(at);
      throw NodeError.failed("the kernel mounted another device than " + device.path());
    }
  }
}
