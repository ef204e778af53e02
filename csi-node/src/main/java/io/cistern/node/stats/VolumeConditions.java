package io.cistern.node.stats;

import io.cistern.linux.Errno;
import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.mount.MountEntry;
import io.cistern.node.filesystem.Filesystem;
import io.cistern.node.mounts.MountView;
import io.cistern.node.mounts.VolumeDevice;
import io.cistern.node.pools.NodeVolume;
import io.cistern.pool.Pool;
import io.cistern.pool.model.Condition;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.VolumeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The condition of volumes: what the pool sees of the data and the device, and then what the kernel
 * has recorded against the filesystem mounted from it.
 */
public final class VolumeConditions {
  /** What the kernel shows of a filesystem that stopped taking writes after an error. */
  private static final Set<String> STOPPED = Set.of("ro", "emergency_ro", "shutdown");

  private final MountView mounts;
  private final Map<VolumeId, Path> devices;

  private VolumeConditions(MountView mounts, Map<VolumeId, Path> devices) {
    this.mounts = mounts;
    this.devices = devices;
  }

  /** A look at one volume. */
  public static VolumeConditions of(NodeVolume volume) {
    Optional<Path> device = volume.pool().attachments().find(volume.id());
    return new VolumeConditions(
        MountView.now(), device.map(path -> Map.of(volume.id(), path)).orElse(Map.of()));
  }

  /** One look at all volumes of a pool. */
  public static VolumeConditions ofAll(Pool pool) {
    return new VolumeConditions(MountView.now(), pool.attachments().list());
  }

  public boolean attached(VolumeId id) {
    return devices.containsKey(id);
  }

  /** How a volume fares; one that was deleted since it was listed is abnormal. */
  public Condition condition(NodeVolume volume) {
    Condition ofPool;
    try {
      ofPool = volume.pool().volumes().condition(volume.id());
    } catch (PoolError.NotFound _) {
      return Condition.abnormal("the volume was deleted a moment ago");
    }
    if (ofPool.abnormal() || volume.isBlock()) {
      return ofPool;
    }
    return Optional.ofNullable(devices.get(volume.id()))
        .filter(Files::exists)
        .map(VolumeDevice::at)
        .flatMap(attached -> attached.opened(volume))
        .flatMap(device -> trouble(volume, device))
        .map(Condition::abnormal)
        .orElse(ofPool);
  }

  private Optional<String> trouble(NodeVolume volume, VolumeDevice device) {
    List<MountEntry> mounted = mounts.of(device.number());
    if (mounted.stream().anyMatch(VolumeConditions::stopped)) {
      return Optional.of(
          "the filesystem went read-only after an error; see the kernel's log, then restart the"
              + " pod so that it is checked");
    }
    if (mounted.stream().anyMatch(VolumeConditions::silent)) {
      return Optional.of(
          "the filesystem shut itself down after an error; see the kernel's log, then restart the"
              + " pod so that its log is replayed");
    }
    return Filesystem.of(volume.volume().spec().fsType()).recordedErrors(device.number());
  }

  /** XFS shows a shutdown nowhere, but answers no question about its files any more. */
  private static boolean silent(MountEntry mount) {
    try {
      var _ = FileStatus.of(mount.mountPoint());
      return false;
    } catch (LinuxException failed) {
      return failed.errno() == Errno.EIO;
    }
  }

  private static boolean stopped(MountEntry mount) {
    return !MountView.readOnly(mount) && mount.superOptions().stream().anyMatch(STOPPED::contains);
  }
}
