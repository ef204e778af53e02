package io.cistern.pool.loop;

import io.cistern.linux.file.Reflink;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.pool.freeze.Attached;
import io.cistern.pool.freeze.Freeze;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.model.Volume;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Clones the data of volumes, attached or not, at one moment. */
final class Cuts {
  /**
   * One clone to be made.
   *
   * @param source what is cloned
   * @param target the new file
   */
  record Cut(Volume source, Path target) {}

  private final PoolLayout layout;
  private final AttachedDevices devices;
  private final Freeze freeze;

  Cuts(PoolLayout layout, AttachedDevices devices, Freeze freeze) {
    this.layout = layout;
    this.devices = devices;
    this.freeze = freeze;
  }

  /** Whether a volume has a device now. */
  boolean isAttached(Volume volume) {
    return devices.of(volume.id().uuid()).isPresent();
  }

  /**
   * Makes all clones while every source is still; they are not synced yet.
   *
   * @return a moment at which they were
   */
  Instant make(List<Cut> cuts) {
    Map<UUID, Attached> attached = new HashMap<>();
    for (Cut cut : cuts) {
      UUID uuid = cut.source().id().uuid();
      Optional<LoopDevice> device = devices.of(uuid);
      device.ifPresent(found -> attached.put(uuid, Attached.flushed(found.path())));
    }
    return freeze.during(
        attached,
        () -> {
          Instant now = Instant.now();
          for (Cut cut : cuts) {
            Reflink.cloneFile(layout.volumeData(cut.source().id().uuid()), cut.target());
          }
          return now;
        });
  }
}
