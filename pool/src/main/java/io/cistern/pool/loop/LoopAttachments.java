package io.cistern.pool.loop;

import io.cistern.linux.Errno;
import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.linux.loop.LoopDevices;
import io.cistern.linux.loop.LoopOptions;
import io.cistern.pool.Attachments;
import io.cistern.pool.errors.PoolErrors;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.PoolRecord;
import io.cistern.pool.loop.layout.Shelf;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Volumes as loop devices with direct I/O. */
final class LoopAttachments implements Attachments {
  private static final Logger LOG = System.getLogger(LoopAttachments.class.getName());

  private final PoolLayout layout;
  private final Shelf shelf;
  private final AttachedDevices devices;
  private final LoopOptions options;

  LoopAttachments(PoolLayout layout, Shelf shelf, AttachedDevices devices, PoolRecord pool) {
    this.layout = layout;
    this.shelf = shelf;
    this.devices = devices;
    this.options = new LoopOptions(false, true, pool.logicalBlockSize());
  }

  @Override
  public Path attach(VolumeId id) {
    return PoolErrors.translating(
        "attach volume " + id,
        () -> {
          Volume volume = volume(id);
          LoopDevice device =
              devices.of(id.uuid()).orElseGet(() -> newDevice(id, layout.volumeData(id.uuid())));
          keepPromise(device, volume.provisioning());
          return device.path();
        });
  }

  private LoopDevice newDevice(VolumeId id, Path data) {
    LoopDevice device = LoopDevices.attach(data, options);
    if (device.status().filter(status -> !status.directIo()).isPresent()) {
      LOG.log(
          Level.WARNING,
          "no direct I/O on this file, pages are cached twice volumeId={0} device={1}",
          id,
          device.path());
    }
    return device;
  }

  /** A discard on a thick volume would give its promised space back to the pool. */
  static void keepPromise(LoopDevice device, Provisioning provisioning) {
    if (provisioning == Provisioning.THICK) {
      device.disableDiscard();
    }
  }

  @Override
  public Optional<Path> find(VolumeId id) {
    return PoolErrors.translating(
        "look for the device of volume " + id,
        () -> isOurs(id) ? devices.of(id.uuid()).map(LoopDevice::path) : Optional.empty());
  }

  @Override
  public Map<VolumeId, Path> list() {
    return PoolErrors.translating(
        "list devices",
        () ->
            devices.all().entrySet().stream()
                .collect(
                    Collectors.toUnmodifiableMap(
                        entry -> new VolumeId(shelf.pool(), entry.getKey()),
                        entry -> entry.getValue().path())));
  }

  @Override
  public void grow(VolumeId id) {
    PoolErrors.translating(
        "grow the device of volume " + id,
        () -> {
          Optional<LoopDevice> device = isOurs(id) ? devices.of(id.uuid()) : Optional.empty();
          device
              .orElseThrow(() -> new PoolError.Precondition("volume " + id + " is not attached"))
              .setCapacity();
        });
  }

  @Override
  public void detach(VolumeId id) {
    if (isOurs(id)) {
      PoolErrors.translating("detach volume " + id, () -> detachAll(id, id.uuid()));
    }
  }

  private void detachAll(VolumeId id, UUID uuid) {
    for (LoopDevice device : devices.ofAnyUse(uuid)) {
      FileStatus data = FileStatus.of(layout.volumeData(uuid));
      try {
        device.detachFrom(data.device(), data.inode());
      } catch (LinuxException e) {
        if (e.errno() == Errno.EBUSY) {
          throw new PoolError.Precondition(
              "device %s of volume %s is still open or mounted".formatted(device.path(), id));
        }
        throw e;
      }
    }
  }

  private Volume volume(VolumeId id) {
    return (isOurs(id) ? shelf.volume(id.uuid()) : Optional.<Volume>empty())
        .orElseThrow(() -> new PoolError.NotFound("there is no volume " + id));
  }

  private boolean isOurs(VolumeId id) {
    return id.pool().equals(shelf.pool());
  }
}
