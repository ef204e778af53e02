package io.cistern.pool.lvm;

import io.cistern.linux.mapper.MappedDevice;
import io.cistern.pool.freeze.Attached;
import io.cistern.pool.freeze.Freeze;
import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.lvm.inventory.LvNames;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.lvm.tags.LvContent;
import io.cistern.pool.lvm.tags.LvState;
import io.cistern.pool.lvm.tags.LvTags;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.PoolError;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Volumes at one moment, attached or not. */
final class Cuts {
  private static final Logger LOG = System.getLogger(Cuts.class.getName());

  private final VolumeGroup group;
  private final Inventory inventory;
  private final Layers layers;
  private final LvmCapacity capacity;
  private final Freeze freeze;

  Cuts(VolumeGroup group, Inventory inventory, Layers layers, LvmCapacity capacity, Freeze freeze) {
    this.group = group;
    this.inventory = inventory;
    this.layers = layers;
    this.capacity = capacity;
    this.freeze = freeze;
  }

  boolean isAttached(OwnLv lv) {
    return layers.of(lv).isPresent();
  }

  /**
   * Does something while volumes are still. One alone is cut by LVM at one moment, so its writers
   * are held only while they go through a filesystem; those of several are held for them all.
   *
   * @param cut is given the moment
   */
  <T> T during(Collection<OwnLv> volumes, Function<Instant, T> cut) {
    boolean together = volumes.size() > 1;
    Map<UUID, Attached> attached = new HashMap<>();
    for (OwnLv lv : volumes) {
      Optional<MappedDevice> layer = layers.of(lv);
      layer.ifPresent(
          device ->
              attached.put(
                  lv.volume().id().uuid(),
                  new Attached(
                      device.path(), together ? Optional.of(device.uuid()) : Optional.empty())));
    }
    return freeze.during(attached, () -> cut.apply(Instant.now()));
  }

  /**
   * Cuts volumes at one moment and lets their bytes be read. What is made for that is gone at the
   * end.
   *
   * @param held what is still at that moment
   * @param read what of it is to be read
   * @param also is done at that moment, which it is given
   * @param reading is given the moment, and the devices in the order of {@code read}
   */
  <T> T read(List<OwnLv> held, List<OwnLv> read, Consumer<Instant> also, Reading<T> reading) {
    Map<OwnLv, OwnLv> cuts = new HashMap<>();
    try {
      Instant moment =
          during(
              held,
              now -> {
                read.forEach(lv -> cut(lv, made -> cuts.put(lv, made)));
                also.accept(now);
                return now;
              });
      return reading.read(
          moment, read.stream().map(lv -> device(cuts.getOrDefault(lv, lv))).toList());
    } finally {
      release(read, cuts);
    }
  }

  /** As {@link #read(List, List, Consumer, Reading)}, for one volume. */
  <T> T read(OwnLv lv, Reading<T> reading) {
    return read(List.of(lv), List.of(lv), now -> {}, reading);
  }

  /** What reads. */
  interface Reading<T> {
    T read(Instant moment, List<Path> devices);
  }

  private void cut(OwnLv lv, Consumer<OwnLv> made) {
    LvTags tags = new LvTags(LvState.CREATING, new LvContent.Cut());
    String name = LvNames.cut();
    if (lv.thin()) {
      group.snapshotThin(lv.name(), name, tags);
      made.accept(OwnLv.ofNew(name, lv.size(), true, tags));
    } else if (isAttached(lv)) {
      ByteSize room = room(lv);
      group.snapshotThick(lv.name(), name, room, tags);
      made.accept(OwnLv.ofNew(name, room, false, tags));
    }
    // A thick volume that nobody uses stays as it is: whoever reads it has locked it.
  }

  /** As much as it can need, or as much as there is: with less than that it fails, and says so. */
  private ByteSize room(OwnLv lv) {
    ByteSize extent = inventory.now().group().extentSize();
    ByteSize most = capacity.extents(new ByteSize(lv.size().bytes() / 50)).plus(lv.size());
    ByteSize there = capacity.now().availableThick();
    long whole = Math.min(most.bytes(), there.bytes() / extent.bytes() * extent.bytes());
    if (whole == 0) {
      throw new PoolError.OutOfSpace(
          "the volume group has no space for the cut of a thick volume in use");
    }
    return new ByteSize(whole);
  }

  private Path device(OwnLv lv) {
    // A copy-on-write cut is active from the start, and LVM asks before it activates one again.
    boolean active = !lv.thin() && lv.tags().content() instanceof LvContent.Cut;
    return (active ? layers.justActivated(lv) : layers.activate(lv)).path();
  }

  private void release(List<OwnLv> read, Map<OwnLv, OwnLv> cuts) {
    List<String> idle = read.stream().filter(lv -> !cuts.containsKey(lv)).map(OwnLv::name).toList();
    try {
      if (!idle.isEmpty()) {
        group.deactivate(idle);
      }
      if (!cuts.isEmpty()) {
        group.remove(cuts.values().stream().map(OwnLv::name).toList());
      }
    } catch (PoolError e) {
      // They show nowhere, and the next open removes them.
      LOG.log(Level.WARNING, "cannot remove a cut, retried at next open group=" + group.name(), e);
    }
  }
}
