package io.cistern.pool.lvm;

import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.lvm.inventory.OwnLv;
import io.cistern.pool.lvm.tags.LvContent;
import io.cistern.pool.lvm.tags.LvState;
import io.cistern.pool.lvm.tags.LvTags;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.PoolError;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes logical volumes. What takes one command is there, and shown, with that command; what takes
 * more is there but not shown until its last one, {@link #show}.
 */
final class Making {
  private final VolumeGroup group;
  private final Inventory inventory;
  private final LvmCapacity capacity;
  private final Layers layers;

  Making(VolumeGroup group, Inventory inventory, LvmCapacity capacity, Layers layers) {
    this.group = group;
    this.inventory = inventory;
    this.capacity = capacity;
    this.layers = layers;
  }

  /** A thin volume that reads as zeros, shown. */
  OwnLv thin(String name, ByteSize size, LvContent content) {
    OwnLv lv = lv(name, capacity.extents(size), true, LvState.READY, content);
    inventory.change(
        () -> group.createThin(name, lv.size(), lv.tags()), contents -> contents.put(lv));
    return lv;
  }

  /** A copy of a thin volume or snapshot, shown; as large as that or larger. */
  OwnLv thinCopy(OwnLv source, String name, ByteSize size, LvContent content) {
    ByteSize whole = capacity.extents(size);
    if (whole.compareTo(source.size()) <= 0) {
      OwnLv lv = lv(name, source.size(), true, LvState.READY, content);
      inventory.change(
          () -> group.snapshotThin(source.name(), name, lv.tags()), contents -> contents.put(lv));
      return lv;
    }
    OwnLv lv = lv(name, whole, true, LvState.CREATING, content);
    hidden(() -> group.snapshotThin(source.name(), name, lv.tags()), 0);
    return orRemoved(
        lv,
        () -> {
          hidden(() -> group.extend(name, whole), 0);
          return show(lv);
        });
  }

  /** A thin snapshot that is not shown, for a group to show it. */
  OwnLv hiddenCopy(OwnLv source, String name, LvState state, LvContent content) {
    OwnLv lv = lv(name, source.size(), true, state, content);
    hidden(() -> group.snapshotThin(source.name(), name, lv.tags()), 0);
    return lv;
  }

  /** Fills a volume that reads as zeros. */
  interface Filling {
    void fill(Path device);
  }

  /** A thin volume with bytes from elsewhere, not shown. */
  OwnLv filledThin(String name, ByteSize size, LvState state, LvContent content, Filling filling) {
    OwnLv lv = lv(name, capacity.extents(size), true, state, content);
    hidden(() -> group.createThin(name, lv.size(), lv.tags()), 0);
    return orRemoved(
        lv,
        () -> {
          filling.fill(layers.activate(lv).path());
          group.deactivate(List.of(name));
          return lv;
        });
  }

  /** A thick volume with bytes from elsewhere or none, not shown. Nothing of before is in it. */
  OwnLv filledThick(String name, ByteSize size, LvContent content, Filling filling) {
    OwnLv lv = lv(name, capacity.extents(size), false, LvState.CREATING, content);
    capacity.allocating(
        lv.size(),
        () -> hidden(() -> group.createThick(name, lv.size(), lv.tags()), lv.size().bytes()));
    return orRemoved(
        lv,
        () -> {
          Path device = layers.justActivated(lv).path();
          Bytes.zero(device, 0, lv.size().bytes());
          filling.fill(device);
          group.deactivate(List.of(name));
          return lv;
        });
  }

  /** The last step: it is there. */
  OwnLv show(OwnLv lv) {
    OwnLv shown = lv.withTags(new LvTags(LvState.READY, lv.tags().content()));
    inventory.change(() -> group.retag(lv, shown.tags()), contents -> contents.put(shown));
    return shown;
  }

  /** The last step of a group: its leader is there, and with it all members are. */
  void showGroup(GroupSnapshot group, List<OwnLv> members) {
    OwnLv leader =
        members.stream()
            .filter(lv -> lv.tags().state() == LvState.CREATING)
            .findFirst()
            .orElseThrow();
    OwnLv shown = leader.withTags(new LvTags(LvState.READY, leader.tags().content()));
    inventory.change(
        () -> this.group.retag(leader, shown.tags()),
        contents -> {
          members.forEach(lv -> contents.put(lv == leader ? shown : lv));
          contents.put(group);
        });
  }

  /** Changes something that is not shown. */
  private void hidden(Runnable command, long taken) {
    inventory.change(command, contents -> contents.take(taken));
  }

  private interface Step {
    OwnLv run();
  }

  /** Only after its own lvcreate: what another one made under that name is not ours to remove. */
  private OwnLv orRemoved(OwnLv lv, Step steps) {
    try {
      return steps.run();
    } catch (RuntimeException e) {
      removeHalfMade(lv, e);
      throw e;
    }
  }

  /** Removes what never was shown. Where that fails too, the next open does it. */
  void removeHalfMade(OwnLv lv, RuntimeException because) {
    try {
      inventory.change(
          () -> group.remove(List.of(lv.name())),
          contents -> contents.take(lv.thin() ? 0 : -lv.size().bytes()));
    } catch (PoolError e) {
      because.addSuppressed(e);
    }
  }

  private static OwnLv lv(
      String name, ByteSize size, boolean thin, LvState state, LvContent content) {
    return OwnLv.ofNew(name, size, thin, new LvTags(state, content));
  }
}
