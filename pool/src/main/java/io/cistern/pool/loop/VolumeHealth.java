package io.cistern.pool.loop;

import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.block.BlockDevice;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.model.Capacity;
import io.cistern.pool.model.Condition;
import io.cistern.pool.model.Volume;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at a volume: its data, its device, the pool around it. */
final class VolumeHealth {
  private static final int NEARLY_FULL_PERCENT = 5;

  private final PoolLayout layout;
  private final AttachedDevices devices;
  private final LoopCapacity capacity;

  VolumeHealth(PoolLayout layout, AttachedDevices devices, LoopCapacity capacity) {
    this.layout = layout;
    this.devices = devices;
    this.capacity = capacity;
  }

  Condition of(Volume volume) {
    return data(volume)
        .or(() -> device(volume))
        .or(this::pool)
        .map(Condition::abnormal)
        .orElse(Condition.NORMAL);
  }

  private Optional<String> data(Volume volume) {
    Path file = layout.volumeData(volume.id().uuid());
    FileStatus status;
    try {
      status = FileStatus.of(file);
    } catch (LinuxException e) {
      return Optional.of("data missing or unreadable: " + e.getMessage());
    }
    return status.size() >= volume.dataSize().bytes()
        ? Optional.empty()
        : Optional.of(
            "data has %d bytes instead of %d".formatted(status.size(), volume.dataSize().bytes()));
  }

  private Optional<String> device(Volume volume) {
    Optional<LoopDevice> device = devices.of(volume.id().uuid());
    if (device.isEmpty()) {
      return Optional.empty();
    }
    long size = BlockDevice.size(device.get().path());
    // Smaller is an expansion whose node part is still to come.
    return size > 0 && size <= volume.dataSize().bytes()
        ? Optional.empty()
        : Optional.of("device %s has %d bytes".formatted(device.get().path(), size));
  }

  private Optional<String> pool() {
    Capacity now = capacity.now();
    return now.available().bytes() < now.total().bytes() / 100 * NEARLY_FULL_PERCENT
        ? Optional.of(
            "pool nearly full: %s of %s available".formatted(now.available(), now.total()))
        : Optional.empty();
  }
}
