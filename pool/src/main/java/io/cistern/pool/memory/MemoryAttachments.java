package io.cistern.pool.memory;

import io.cistern.pool.Attachments;
import io.cistern.pool.memory.MemoryState.Device;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Devices that are only names: {@code /dev/cistern-memory/<uuid>}. */
final class MemoryAttachments implements Attachments {
  private static final Path DEVICES = Path.of("/dev/cistern-memory");

  private final MemoryState state;

  MemoryAttachments(MemoryState state) {
    this.state = state;
  }

  @Override
  public Path attach(VolumeId id) {
    synchronized (state) {
      Volume volume = state.volume(id).volume();
      state.devices.computeIfAbsent(id, absent -> new Device(volume.dataSize()));
      return device(id);
    }
  }

  @Override
  public Optional<Path> find(VolumeId id) {
    synchronized (state) {
      return state.devices.containsKey(id) ? Optional.of(device(id)) : Optional.empty();
    }
  }

  @Override
  public Map<VolumeId, Path> list() {
    synchronized (state) {
      return state.devices.keySet().stream()
          .collect(Collectors.toUnmodifiableMap(id -> id, MemoryAttachments::device));
    }
  }

  @Override
  public void grow(VolumeId id) {
    synchronized (state) {
      Device device = state.devices.get(id);
      if (device == null) {
        throw new PoolError.Precondition("volume " + id + " is not attached");
      }
      device.size = state.volume(id).volume().dataSize();
    }
  }

  @Override
  public void detach(VolumeId id) {
    synchronized (state) {
      Device device = state.devices.get(id);
      if (device != null && device.openers > 0) {
        throw new PoolError.Precondition("the device of volume " + id + " is still open");
      }
      state.devices.remove(id);
    }
  }

  private static Path device(VolumeId id) {
    return DEVICES.resolve(id.uuid().toString());
  }
}
