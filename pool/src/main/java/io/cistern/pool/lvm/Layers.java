package io.cistern.pool.lvm;

import io.cistern.linux.mapper.DeviceMapper;
import io.cistern.linux.mapper.MappedDevice;
import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import java.util.List;
import java.util.Optional;

/**
 * The devices through which volumes are used: a linear one of our own above each logical volume. It
 * has the volume's own size, where LVM has whole extents; it grows when it is told to; and a
 * filesystem on it may be frozen while LVM suspends what is below.
 *
 * <p>Its uuid is the one LVM would give to a layer of that logical volume. So it says what it is,
 * and LVM, with udev's rules for it, takes no look at what is inside, on any host.
 */
final class Layers {
  private static final String SUFFIX = "-cistern";

  private final VolumeGroup group;
  private final Inventory inventory;

  Layers(VolumeGroup group, Inventory inventory) {
    this.group = group;
    this.inventory = inventory;
  }

  /** The layer of a logical volume, if it is whole and above that one. */
  Optional<MappedDevice> of(OwnLv lv) {
    return lv.device().flatMap(Layers::above);
  }

  private static Optional<MappedDevice> above(String below) {
    return live(below + SUFFIX).filter(device -> DeviceMapper.below(device).contains(below));
  }

  private static Optional<MappedDevice> live(String uuid) {
    return DeviceMapper.find(uuid).filter(MappedDevice::live);
  }

  /** Makes the layer of a volume's logical volume, or returns the one that is there. */
  MappedDevice attach(OwnLv lv, ByteSize size) {
    return of(lv).orElseGet(() -> make(lv, activate(lv), size));
  }

  private MappedDevice make(OwnLv lv, MappedDevice below, ByteSize size) {
    // One that is not whole was left by a process that died.
    DeviceMapper.remove(below.uuid() + SUFFIX);
    inventory.seen(lv, below.uuid());
    return DeviceMapper.createLinear(
        deviceName(lv) + SUFFIX, below.uuid() + SUFFIX, below.number(), size.bytes());
  }

  /** Gives a logical volume its own device, or returns the one it has. */
  MappedDevice activate(OwnLv lv) {
    return lv.device()
        .flatMap(Layers::live)
        .orElseGet(
            () -> {
              inventory.change(() -> group.activate(lv.name()), _ -> {});
              return justActivated(lv);
            });
  }

  /** The device of a logical volume that LVM has made or activated just now. */
  MappedDevice justActivated(OwnLv lv) {
    return DeviceMapper.findNamed(deviceName(lv))
        .filter(MappedDevice::live)
        .filter(device -> device.uuid().startsWith(inventory.now().group().devicePrefix()))
        .filter(device -> lv.device().isEmpty() || lv.device().get().equals(device.uuid()))
        .orElseThrow(
            () -> new PoolError.Corrupt("LVM has activated %s as no device".formatted(lv.name())));
  }

  /** Gives the layer of a logical volume this size. */
  void grow(MappedDevice layer, ByteSize size) {
    String below = layer.uuid().substring(0, layer.uuid().length() - SUFFIX.length());
    DeviceMapper.setLinear(layer.uuid(), live(below).orElseThrow().number(), size.bytes());
  }

  /** Takes the layer away, and then the device below. Absent is success. */
  void detach(OwnLv lv) {
    lv.device().ifPresent(below -> DeviceMapper.remove(below + SUFFIX));
    if (isActive(lv)) {
      inventory.change(() -> group.deactivate(List.of(lv.name())), _ -> {});
    }
  }

  /** Whether a logical volume has a device of its own, with a layer or without. */
  boolean isActive(OwnLv lv) {
    return lv.device().flatMap(Layers::live).isPresent();
  }

  /** As LVM makes it of the names, so that udev's rules know a layer for one. */
  private String deviceName(OwnLv lv) {
    return group.name().replace("-", "--") + "-" + lv.name().replace("-", "--");
  }
}
