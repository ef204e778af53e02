package io.cistern.node.crypt;

import io.cistern.linux.block.BlockDevice;
import io.cistern.node.error.NodeError;
import io.cistern.node.mounts.OpenedDevice;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.pools.NodeVolume;
import io.cistern.node.request.Passphrase;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.VolumeId;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes, opens, grows and closes the encrypted layer of a volume. The header is made as the
 * filesystem is: while the pool's record says blank, and never after. Until then there is nothing
 * of anyone's in it, so what a killed process left is made anew.
 */
public final class Luks {
  private static final Logger LOG = Logger.getLogger(Luks.class);
  private static final long HEADER = Encryption.LUKS2.headerSize().bytes();

  private Luks() {}

  /**
   * The volume's opened device, of the volume's present size.
   *
   * @param attached the pool's device of the volume
   * @param passphrase needed unless it is open already
   * @throws NodeError invalid without a passphrase, unauthenticated with a wrong one, corrupt if
   *     there is no header; it is as before then
   */
  public static VolumeDevice open(
      NodeVolume volume, VolumeDevice attached, Optional<Passphrase> passphrase) {
    boolean blank = volume.volume().formatting() instanceof Formatting.Blank;
    Optional<VolumeDevice> open = OpenedDevice.over(attached, volume.id());
    if (open.isPresent() && !blank) {
      fit(volume.id(), attached, open.get());
      return open.get();
    }
    Passphrase key = passphrase.orElseThrow(() -> missing(volume.id()));
    if (blank) {
      close(volume.id());
      Cryptsetup.format(attached.path(), key);
      LOG.infof("encrypted volumeId=%s", volume.id());
    }
    Cryptsetup.open(attached.path(), OpenedDevice.name(volume.id()), key);
    return OpenedDevice.over(attached, volume.id())
        .orElseThrow(
            () -> NodeError.failed("volume " + volume.id() + " was opened, and is not to be seen"));
  }

  /**
   * @throws NodeError invalid if an encrypted volume comes without a passphrase
   */
  public static void requirePassphrase(NodeVolume volume, Optional<Passphrase> passphrase) {
    if (volume.isEncrypted() && passphrase.isEmpty()) {
      throw missing(volume.id());
    }
  }

  private static NodeError missing(VolumeId volume) {
    return NodeError.invalid(
        "volume %s is encrypted: the secret %s is required".formatted(volume, Passphrase.SECRET));
  }

  /** Gives an open device the size that the one below it has now. Needs no passphrase. */
  public static void fit(VolumeId volume, VolumeDevice attached, VolumeDevice opened) {
    if (BlockDevice.size(opened.path()) < BlockDevice.size(attached.path()) - HEADER) {
      Cryptsetup.resize(OpenedDevice.name(volume));
    }
  }

  /**
   * Closes it: its key leaves the kernel. Not open is success.
   *
   * @throws NodeError precondition if it is still open or mounted
   */
  public static void close(VolumeId volume) {
    if (OpenedDevice.exists(volume)) {
      Cryptsetup.close(OpenedDevice.name(volume));
    }
  }
}
