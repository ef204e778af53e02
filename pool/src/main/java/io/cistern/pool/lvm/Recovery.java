package io.cistern.pool.lvm;

import io.cistern.linux.mapper.DeviceMapper;
import io.cistern.linux.mapper.MappedDevice;
import io.cistern.pool.freeze.Freeze;
import io.cistern.pool.lvm.inventory.Contents;
import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.model.ByteSize;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Brings a pool whose owner died to the state before or after what it was doing. Runs under the
 * pool's lock, before anyone else can do anything.
 */
final class Recovery {
  private static final Logger LOG = System.getLogger(Recovery.class.getName());

  private final VolumeGroup group;
  private final Inventory inventory;
  private final LvmCapacity capacity;
  private final Layers layers;
  private final RuntimeDirectory runtime;

  Recovery(
      VolumeGroup group,
      Inventory inventory,
      LvmCapacity capacity,
      Layers layers,
      RuntimeDirectory runtime) {
    this.group = group;
    this.inventory = inventory;
    this.capacity = capacity;
    this.layers = layers;
    this.runtime = runtime;
  }

  void run() {
    Contents contents = inventory.now();
    resume(contents);
    thaw(contents);
    List<String> left = contents.leftovers().stream().map(OwnLv::name).toList();
    if (!left.isEmpty()) {
      LOG.log(Level.INFO, "removing what a crash left volumes={0}", left);
      group.remove(left);
    }
    List<OwnLv> volumes = List.copyOf(contents.volumes().values());
    volumes.forEach(this::undoHalfAnExpansion);
    List<String> idle =
        volumes.stream()
            .filter(lv -> layers.isActive(lv) && layers.of(lv).isEmpty())
            .map(OwnLv::name)
            .toList();
    if (!idle.isEmpty()) {
      group.deactivate(idle);
    }
    capacity.thinPool();
    inventory.reload();
  }

  /** A cut may have suspended layers; an lvm that was killed, what is below them. */
  private void resume(Contents contents) {
    List<String> below = new ArrayList<>();
    for (OwnLv lv : contents.volumes().values()) {
      layers
          .of(lv)
          .filter(layer -> DeviceMapper.resume(layer.uuid()))
          .ifPresent(
              layer ->
                  LOG.log(
                      Level.WARNING, "resumed what a crash left suspended volume={0}", lv.name()));
      if (isSuspended(lv.device())) {
        below.add(lv.name());
      }
    }
    // LVM's lock is waited for: one that is at work may have suspended them rightly.
    if (isSuspended(Optional.of(contents.thinPoolDevice()))) {
      LOG.log(Level.WARNING, "resuming the thin pool that a crash left suspended");
      group.refreshPool();
    }
    if (!below.isEmpty()) {
      LOG.log(Level.WARNING, "resuming what a crash left suspended volumes={0}", below);
      group.refresh(below);
    }
  }

  private static boolean isSuspended(Optional<String> device) {
    return device.flatMap(DeviceMapper::find).filter(MappedDevice::suspended).isPresent();
  }

  private void thaw(Contents contents) {
    List<Path> attached =
        runtime.noted().stream()
            .flatMap((UUID uuid) -> contents.volume(uuid).stream())
            .flatMap(lv -> layers.of(lv).stream())
            .map(MappedDevice::path)
            .toList();
    int thawed = Freeze.thaw(attached);
    if (thawed > 0) {
      LOG.log(Level.WARNING, "thawed what a crash left frozen count={0}", thawed);
    }
    runtime.clear();
  }

  /** The logical volume grows before the record: without the record it did not happen. */
  private void undoHalfAnExpansion(OwnLv lv) {
    ByteSize recorded = capacity.extents(lv.volume().dataSize());
    // A copy of a larger logical volume may have more than it needs from the start, if thin.
    if (lv.size().compareTo(recorded) > 0 && !lv.thin()) {
      LOG.log(Level.INFO, "undoing half an expansion volumeId={0}", lv.volume().id());
      group.reduce(lv.name(), recorded);
    }
  }
}
