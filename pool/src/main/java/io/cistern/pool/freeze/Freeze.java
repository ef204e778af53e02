package io.cistern.pool.freeze;

import io.cistern.linux.block.BlockDevice;
import io.cistern.linux.block.DeviceStack;
import io.cistern.linux.mount.MountTable;
import io.cistern.pool.model.PoolError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Holds volumes still for a cut: freezes the filesystem of every device that has one mounted, and
 * suspends or flushes the others. A filesystem that somebody else has frozen is still already, and
 * stays frozen.
 *
 * <p>Two cuts of the same device must not overlap: the first to end would thaw under the second.
 * {@link io.cistern.pool.LockingPool} keeps them apart.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/fsfreeze.8.html">fsfreeze(8)</a>
 */
public final class Freeze {
  private final FreezeNotes notes;
  private final Duration limit;

  /**
   * @param notes where to note what may be frozen
   * @param limit the longest that anything is frozen
   */
  public Freeze(FreezeNotes notes, Duration limit) {
    this.notes = notes;
    this.limit = limit;
  }

  /**
   * Cuts while everything is still.
   *
   * @param devices the attached ones of the volumes to cut
   * @throws PoolError.Precondition if they could not be kept still until the end of the cut
   */
  public <T> T during(Map<UUID, Attached> devices, Supplier<T> cut) {
    if (devices.isEmpty()) {
      return cut.get();
    }
    List<Freezable> charges = new ArrayList<>();
    try {
      MountTable mounts = MountTable.read();
      for (Attached attached : devices.values()) {
        MountedFilesystem.of(mounts, attached.device())
            .ifPresentOrElse(charges::add, () -> flushed(attached).ifPresent(charges::add));
      }
      return charges.isEmpty() ? cut.get() : noted(devices.keySet(), charges, cut);
    } finally {
      charges.forEach(Freezable::close);
    }
  }

  /** Flushes a device, unless it waits for somebody else; returns what of it can be suspended. */
  private static Optional<MappedLayer> flushed(Attached attached) {
    Optional<MappedLayer> layer =
        attached.layer().map(uuid -> new MappedLayer(attached.device(), uuid));
    if (layer.filter(MappedLayer::isSuspended).isEmpty()) {
      flush(attached.device());
    }
    return layer;
  }

  /** What lies over the device first: it writes to what is below. */
  private static void flush(Path device) {
    DeviceStack.above(BlockDevice.deviceNumber(device)).reversed().stream()
        .map(DeviceStack::node)
        .forEach(BlockDevice::flush);
    BlockDevice.flush(device);
  }

  private <T> T noted(Set<UUID> volumes, List<Freezable> charges, Supplier<T> cut) {
    // Closed in reverse: the child goes when all is thawed, and the note after it.
    try (FreezeNotes.Note _ = notes.write(volumes);
        ThawingChildren children = ThawingChildren.start(charges)) {
      return frozen(charges, children, cut);
    }
  }

  private <T> T frozen(List<Freezable> charges, ThawingChildren children, Supplier<T> cut) {
    FreezeHold hold = FreezeHold.start(limit);
    T result;
    boolean still;
    try {
      for (int i = 0; i < charges.size(); i++) {
        children.willFreeze(i);
        if (charges.get(i).freeze()) {
          hold.add(charges.get(i));
        } else {
          children.forgetLast(i);
        }
      }
      result = cut.get();
    } finally {
      still = hold.release();
    }
    if (!still) {
      throw new PoolError.Precondition(
          "the volumes did not stay still until the cut was done (at most %d ms)"
              .formatted(limit.toMillis()));
    }
    return result;
  }

  /** How many cuts of this process were thawed by the watchdog because they took too long. */
  public static long cutShort() {
    return FreezeHold.expirations();
  }

  /**
   * Thaws what a killed process may have left frozen on these devices. Not frozen is fine.
   *
   * @return how many were frozen
   */
  public static int thaw(Iterable<Path> devices) {
    MountTable mounts = MountTable.read();
    int thawed = 0;
    for (Path device : devices) {
      for (MountedFilesystem filesystem : MountedFilesystem.of(mounts, device).stream().toList()) {
        try (filesystem) {
          thawed += filesystem.thaw() ? 1 : 0;
        }
      }
    }
    return thawed;
  }
}
