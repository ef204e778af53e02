package io.cistern.pool.loop;

import io.cistern.linux.file.FileLock;
import io.cistern.pool.Pool;
import io.cistern.pool.PoolParts;
import io.cistern.pool.errors.PoolErrors;
import io.cistern.pool.freeze.Freeze;
import io.cistern.pool.loop.image.PoolImage;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.PoolRecord;
import io.cistern.pool.loop.layout.RecordFile;
import io.cistern.pool.loop.layout.Shelf;
import io.cistern.pool.model.Capacity;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolInfo;
import io.cistern.pool.model.PoolName;
import io.cistern.pool.owner.Ownership;
import io.cistern.pool.udev.Udev;
import java.nio.file.Path;

/**
 * A pool in a directory of a filesystem with reflinks (XFS, btrfs), or in an image that is made and
 * mounted there. One process owns it at a time.
 *
 * <p>Creating costs the same however many volumes there are. A snapshot or clone of a thin volume
 * copies nothing; one of a thick volume copies what is written, see {@link OwnedSpace}.
 */
public final class LoopPool implements Pool {
  private final PoolInfo info;
  private final FileLock lock;
  private final LoopCapacity capacity;
  private final PoolParts parts;

  private LoopPool(PoolLayout layout, PoolRecord pool, FileLock lock, LoopPoolOptions options) {
    this.info = pool.info();
    this.lock = lock;
    SpaceCount count = SpaceCount.on(layout.root());
    this.capacity = new LoopCapacity(layout, pool, count);
    Shelf shelf = new Shelf(layout, info.id());
    Staging staging = new Staging(layout, count);
    AttachedDevices devices = new AttachedDevices(layout);
    new Recovery(layout, shelf, staging, devices).run();
    Freeze freeze = new Freeze(new StagedFreezeNotes(staging), options.freezeLimit());
    Cuts cuts = new Cuts(layout, devices, freeze);
    SnapshotMaker snapshotMaker = new SnapshotMaker(info.id(), layout, capacity, cuts);
    LoopSnapshots loopSnapshots = new LoopSnapshots(layout, shelf, staging, snapshotMaker);
    VolumeMaker maker = new VolumeMaker(layout, shelf, loopSnapshots, staging, capacity, cuts);
    this.parts =
        new PoolParts(
            new LoopVolumes(layout, shelf, staging, capacity, devices, maker),
            loopSnapshots,
            new LoopGroupSnapshots(layout, shelf, staging, snapshotMaker, cuts),
            new LoopAttachments(layout, shelf, devices, pool));
  }

  /**
   * Makes a pool in a directory, or opens the one of this name that is there already. Where the
   * filesystem has no reflinks, a sparse XFS image is made beside the directory and mounted on it.
   *
   * @throws PoolError.AlreadyExists if a pool of another name is there
   * @throws PoolError.Invalid if something else is there; it is not touched
   * @throws PoolError.Busy if another process owns it
   */
  public static LoopPool init(Path directory, PoolName name, LoopPoolOptions options) {
    Path absolute = directory.toAbsolutePath().normalize();
    PoolErrors.translating(
        "make a pool in " + absolute, () -> PoolInit.run(absolute, name, options));
    return open(absolute, options);
  }

  /**
   * Opens a pool: mounts its image if it has one, takes its lock, and recovers from a crash of its
   * last owner.
   *
   * @throws PoolError.NotFound if there is none
   * @throws PoolError.Busy if another process owns it
   * @throws PoolError.Corrupt if {@code pool.json} is not valid, or of an unknown version
   */
  public static LoopPool open(Path directory, LoopPoolOptions options) {
    Path absolute = directory.toAbsolutePath().normalize();
    return PoolErrors.translating(
        "open the pool in " + absolute,
        () -> {
          PoolImage.mount(absolute);
          PoolLayout layout = new PoolLayout(absolute);
          PoolRecord pool = record(layout);
          FileLock lock = new Ownership(layout.lock(), "in " + absolute).take();
          try {
            Udev.OF_THIS_MACHINE.leaveVolumesAlone();
            return new LoopPool(layout, pool, lock, options);
          } catch (RuntimeException e) {
            lock.close();
            throw e;
          }
        });
  }

  private static PoolRecord record(PoolLayout layout) {
    return RecordFile.read(layout.poolJson(), PoolRecord.class)
        .orElseThrow(
            () ->
                new PoolError.NotFound(
                    "there is no pool in " + layout.root() + "; make one with pool init"));
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

  /** Lets go of the lock. Devices and the image stay; {@link PoolImage#unmount} takes it down. */
  @Override
  public void close() {
    lock.close();
  }
}
