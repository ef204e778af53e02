package io.cistern.pool.lvm;

import io.cistern.linux.file.FileLock;
import io.cistern.pool.Pool;
import io.cistern.pool.PoolParts;
import io.cistern.pool.errors.PoolErrors;
import io.cistern.pool.freeze.Freeze;
import io.cistern.pool.lvm.command.KernelModules;
import io.cistern.pool.lvm.command.Lvm;
import io.cistern.pool.lvm.command.LvmChanges;
import io.cistern.pool.lvm.command.Reports;
import io.cistern.pool.lvm.inventory.Inventory;
import io.cistern.pool.model.Capacity;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolInfo;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.udev.Udev;
import java.nio.file.Path;
import java.util.List;

/**
 * A pool in a volume group: a thin pool, and the group's free space beside it for thick volumes.
 * One process owns it at a time. Logical volumes of others in the group are never touched.
 *
 * <p>Looking at volumes costs nothing: LVM is asked when the pool is opened, and every change since
 * is known. A create, a snapshot or a delete of a thin volume is one command.
 */
public final class LvmPool implements Pool {
  private final PoolInfo info;
  private final FileLock lock;
  private final LvmCapacity capacity;
  private final PoolParts parts;
  private final PoolWatch watch;

  private LvmPool(
      LvmPlace place,
      LvmPoolRecord pool,
      Lvm lvm,
      RuntimeDirectory runtime,
      FileLock lock,
      LvmPoolOptions options) {
    this.info = pool.info();
    this.lock = lock;
    VolumeGroup group =
        new VolumeGroup(new LvmChanges(lvm), place.group(), place.thinPool(), info.id());
    Reports reports = new Reports(lvm);
    Inventory inventory = new Inventory(reports, place.group(), info.id());
    this.capacity = new LvmCapacity(group, inventory, pool);
    Layers layers = new Layers(group, inventory);
    new Recovery(group, inventory, capacity, layers, runtime).run();
    Freeze freeze = new Freeze(runtime, options.freezeLimit());
    Cuts cuts = new Cuts(group, inventory, layers, capacity, freeze);
    Making making = new Making(group, inventory, capacity, layers);
    SnapshotMaker snapshotMaker = new SnapshotMaker(info.id(), capacity, making, cuts);
    VolumeMaker maker = new VolumeMaker(inventory, capacity, making, cuts);
    SnapshotBlocks blocks = new SnapshotBlocks(place.group(), reports, inventory, capacity);
    blocks.recover();
    this.parts =
        new PoolParts(
            new LvmVolumes(info.id(), group, inventory, capacity, layers, maker),
            new LvmSnapshots(info.id(), group, inventory, snapshotMaker, blocks),
            new LvmGroupSnapshots(info.id(), group, inventory, snapshotMaker),
            new LvmAttachments(inventory, layers));
    this.watch = PoolWatch.start(group, inventory, capacity);
  }

  /**
   * Makes a pool, or opens the one of this name that is there already: a volume group of the
   * devices where there is none, a thin pool where there is none, adopted where there are.
   *
   * @param devices for a volume group that has to be made
   * @throws PoolError.AlreadyExists if a pool of another name is there
   * @throws PoolError.Invalid if something else is there; it is not touched
   * @throws PoolError.Busy if another process owns it
   * @throws PoolError.Precondition if the kernel has no device mapper; no disk was touched
   */
  public static LvmPool init(
      LvmPlace place, List<Path> devices, PoolName name, LvmPoolOptions options) {
    KernelModules.requireDeviceMapper();
    PoolErrors.translating(
        "make a pool in " + place,
        () -> new LvmPoolInit(new Lvm(options.program()), place, options).run(devices, name));
    return open(place, options);
  }

  /**
   * Whether there is the volume group that a pool would be in.
   *
   * @throws PoolError.Precondition if the kernel has no device mapper
   */
  public static boolean isGroupThere(LvmPlace place) {
    KernelModules.requireDeviceMapper();
    return PoolErrors.translating(
        "look for the volume group " + place.group(),
        () -> new Reports(new Lvm(Lvm.PROGRAM)).volumeGroup(place.group()).isPresent());
  }

  /**
   * Opens a pool: takes its lock, activates its thin pool, and recovers from a crash of its last
   * owner.
   *
   * @throws PoolError.NotFound if there is none
   * @throws PoolError.Busy if another process owns it
   * @throws PoolError.Corrupt if its record is not valid, or of an unknown version
   * @throws PoolError.Precondition if the kernel has no device mapper
   */
  public static LvmPool open(LvmPlace place, LvmPoolOptions options) {
    KernelModules.requireDeviceMapper();
    return PoolErrors.translating(
        "open the pool in " + place,
        () -> {
          Lvm lvm = new Lvm(options.program());
          LvmPoolRecord pool = LvmPoolInit.record(place, new Reports(lvm).volumes(place.group()));
          RuntimeDirectory runtime = RuntimeDirectory.of(options.runtime(), pool.info().id());
          FileLock lock = runtime.owner(place).take();
          try {
            Udev.OF_THIS_MACHINE.leaveVolumesAlone();
            return new LvmPool(place, pool, lvm, runtime, lock, options);
          } catch (RuntimeException e) {
            lock.close();
            throw e;
          }
        });
  }

  @Override
  public PoolInfo info() {
    return info;
  }

  @Override
  public Capacity capacity() {
    return PoolErrors.translating("look at the space of the pool", capacity::now);
  }

  @Override
  public PoolParts parts() {
    return parts;
  }

  /** Lets go of the lock. Devices stay, and the thin pool stays active. */
  @Override
  public void close() {
    watch.close();
    lock.close();
  }
}
