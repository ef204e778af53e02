package io.cistern.node.filesystem;

import io.cistern.linux.DeviceNumber;
import io.cistern.pool.model.FsType;
import java.nio.file.Path;
import java.util.Optional;

/** A kind of filesystem, and what the node must know of it. Stateless. */
public sealed interface Filesystem permits Ext4, Xfs, Btrfs {

  static Filesystem of(FsType type) {
    return switch (type) {
      case EXT4 -> new Ext4();
      case XFS -> new Xfs();
      case BTRFS -> new Btrfs();
    };
  }

  FsType type();

  /**
   * Makes it on a device that the pool says is blank. Never discards: a thick volume's space is a
   * promise, and a thin one's is not taken yet. May be repeated after being killed half-way.
   *
   * @param neverWritten whether every byte of the device is still zero, or was written by an
   *     earlier try of this very call
   * @throws io.cistern.node.error.NodeError if the tool fails, with what it said
   */
  void make(Path device, boolean neverWritten);

  /**
   * Does what must be done before a mount, on a device that is not mounted: at most the repairs
   * that are always safe.
   *
   * @throws io.cistern.node.error.NodeError corrupt if a person must decide
   */
  void check(Path device);

  /**
   * Gives it its device's size while it is not mounted, where the kernel would not do it mounted.
   *
   * @return false if it only grows while it is mounted
   */
  boolean growUnmounted(Path device);

  /** A mount option without which its volumes could not be mounted side by side. */
  Optional<String> requiredOption();

  /** What the kernel has recorded against it while it was mounted, if anything. */
  Optional<String> recordedErrors(DeviceNumber device);
}
