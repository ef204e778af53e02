package io.cistern.pool.lvm;

import io.cistern.linux.Errno;
import io.cistern.linux.LinuxException;
import io.cistern.linux.mapper.MappedDevice;
import io.cistern.pool.Attachments;
import io.cistern.pool.errors.PoolErrors;
import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.VolumeId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Volumes as mapped devices: see {@link Layers}. */
final class LvmAttachments implements Attachments {
  private final Inventory inventory;
  private final Layers layers;

  LvmAttachments(Inventory inventory, Layers layers) {
    this.inventory = inventory;
    this.layers = layers;
  }

  @Override
  public Path attach(VolumeId id) {
    return PoolErrors.translating(
        "attach volume " + id,
        () -> {
          OwnLv lv = inventory.now().required(id);
          return layers.attach(lv, lv.volume().dataSize()).path();
        });
  }

  @Override
  public Optional<Path> find(VolumeId id) {
    return PoolErrors.translating(
        "look for the device of volume " + id,
        () -> inventory.now().volume(id).flatMap(layers::of).map(MappedDevice::path));
  }

  @Override
  public Map<VolumeId, Path> list() {
    return PoolErrors.translating(
        "list devices",
        () -> {
          Map<VolumeId, Path> found = new HashMap<>();
          for (OwnLv lv : inventory.now().volumes().values()) {
            Optional<MappedDevice> layer = layers.of(lv);
            layer.ifPresent(device -> found.put(lv.volume().id(), device.path()));
          }
          return Map.copyOf(found);
        });
  }

  @Override
  public void grow(VolumeId id) {
    PoolErrors.translating(
        "grow the device of volume " + id,
        () -> {
          OwnLv lv = inventory.now().volume(id).orElseThrow(() -> notAttached(id));
          layers.grow(layers.of(lv).orElseThrow(() -> notAttached(id)), lv.volume().dataSize());
        });
  }

  private static PoolError notAttached(VolumeId id) {
    return new PoolError.Precondition("volume " + id + " is not attached");
  }

  @Override
  public void detach(VolumeId id) {
    PoolErrors.translating(
        "detach volume " + id,
        () -> {
          try {
            inventory.now().volume(id).ifPresent(layers::detach);
          } catch (LinuxException e) {
            if (e.errno() == Errno.EBUSY) {
              throw new PoolError.Precondition(
                  "the device of volume %s is still open or mounted".formatted(id));
            }
            throw e;
          }
        });
  }
}
