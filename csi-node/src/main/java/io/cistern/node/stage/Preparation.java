package io.cistern.node.stage;

import io.cistern.linux.block.BlockDevice;
import io.cistern.node.crypt.Luks;
import io.cistern.node.error.NodeError;
import io.cistern.node.filesystem.Filesystem;
import io.cistern.node.filesystem.Probe;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.mounts.WriteProtection;
import io.cistern.node.pools.NodeVolume;
import io.cistern.node.request.Passphrase;
import io.cistern.pool.Attachments;
import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.FsType;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Brings a volume from its record to a device that can be mounted or handed out: attached, of the
 * volume's size, formatted once, checked. The pool's record alone decides whether mkfs runs.
 */
public final class Preparation {
  private static final Logger LOG = Logger.getLogger(Preparation.class);

  private Preparation() {}

  /**
   * The device of a volume, of the volume's present size; an encrypted one is opened, and encrypted
   * if it is blank.
   *
   * @param passphrase of an encrypted volume; needed unless it is open already
   */
  public static VolumeDevice attach(NodeVolume volume, Optional<Passphrase> passphrase) {
    Attachments attachments = volume.pool().attachments();
    boolean found = attachments.find(volume.id()).isPresent();
    Path path = attachments.attach(volume.id());
    if (BlockDevice.size(path) < volume.volume().dataSize().bytes()) {
      attachments.grow(volume.id());
    }
    VolumeDevice attached = VolumeDevice.at(path);
    if (!volume.isEncrypted()) {
      return attached;
    }
    try {
      // A loop device keeps the protection that somebody gave it for an earlier file.
      WriteProtection.set(attached, false);
      return Luks.open(volume, attached, passphrase);
    } catch (NodeError refused) {
      if (!found) {
        attachments.detach(volume.id());
      }
      throw refused;
    }
  }

  /** A raw device. From here on only its user knows what it holds, and the record says so. */
  public static VolumeDevice raw(NodeVolume volume, Optional<Passphrase> passphrase) {
    // Attached first, as a blank one that is encrypted gets its header by that; handed out later.
    VolumeDevice device = attach(volume, passphrase);
    switch (volume.volume().formatting()) {
      case Formatting.Foreign _ -> {}
      case Formatting.Blank _, Formatting.Formatted _ ->
          volume.pool().volumes().recordFormatting(volume.id(), new Formatting.Foreign());
    }
    return device;
  }

  /**
   * A device that holds the volume's filesystem, checked and not mounted anywhere.
   *
   * @throws NodeError precondition if something else is on it; corrupt if it is damaged
   */
  public static void filesystem(NodeVolume volume, VolumeDevice device) {
    // A loop device keeps the protection that somebody gave it for an earlier file.
    WriteProtection.set(device, false);
    Filesystem wanted = Filesystem.of(volume.volume().spec().fsType());
    switch (volume.volume().formatting()) {
      case Formatting.Blank _ -> {
        wanted.make(device.path(), startsAsZeros(volume));
        record(volume, wanted.type());
        LOG.infof("formatted volumeId=%s fsType=%s", volume.id(), wanted.type().kernelName());
        // Not checked: mkfs has just ended well, and nobody has mounted it since.
      }
      case Formatting.Formatted formatted -> {
        requireSame(volume, formatted.fsType(), wanted.type());
        wanted.check(device.path());
      }
      case Formatting.Foreign _ -> {
        adopt(volume, device, wanted.type());
        wanted.check(device.path());
      }
    }
  }

  private static void adopt(NodeVolume volume, VolumeDevice device, FsType wanted) {
    String found =
        Probe.type(device.path())
            .orElseThrow(
                () ->
                    NodeError.precondition(
                        "volume "
                            + volume.id()
                            + " was copied from a raw device, and no filesystem is found on it;"
                            + " it is never formatted"));
    if (!found.equals(wanted.kernelName())) {
      throw NodeError.precondition(
          "volume %s was copied from a raw device, which holds %s and not %s"
              .formatted(volume.id(), found, wanted.kernelName()));
    }
    record(volume, wanted);
  }

  private static void requireSame(NodeVolume volume, FsType made, FsType wanted) {
    if (made != wanted) {
      throw NodeError.precondition(
          "volume %s holds %s, not %s"
              .formatted(volume.id(), made.kernelName(), wanted.kernelName()));
    }
  }

  private static void record(NodeVolume volume, FsType type) {
    volume.pool().volumes().recordFormatting(volume.id(), new Formatting.Formatted(type));
  }

  /**
   * A copy of a blank volume may hold what a half-done mkfs left in its source; zeros under an
   * encrypted device are none on it.
   */
  private static boolean startsAsZeros(NodeVolume volume) {
    return switch (volume.volume().spec().source()) {
      case ContentSource.Blank _ -> !volume.isEncrypted();
      case ContentSource.OfVolume _, ContentSource.OfSnapshot _ -> false;
    };
  }
}
