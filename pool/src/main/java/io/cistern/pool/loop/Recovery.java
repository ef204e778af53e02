package io.cistern.pool.loop;

import io.cistern.linux.FileStatus;
import io.cistern.linux.LinuxException;
import io.cistern.linux.loop.LoopDevice;
import io.cistern.pool.freeze.Freeze;
import io.cistern.pool.loop.layout.FreezeRecord;
import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.RecordFile;
import io.cistern.pool.loop.layout.ScratchName;
import io.cistern.pool.loop.layout.Shelf;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Volume;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Brings a pool whose owner died to the state before or after what it was doing. Runs under the
 * pool's lock, before anyone else can do anything.
 */
final class Recovery {
  private static final Logger LOG = System.getLogger(Recovery.class.getName());

  private final PoolLayout layout;
  private final Shelf shelf;
  private final Staging staging;
  private final AttachedDevices devices;

  Recovery(PoolLayout layout, Shelf shelf, Staging staging, AttachedDevices devices) {
    this.layout = layout;
    this.shelf = shelf;
    this.staging = staging;
    this.devices = devices;
  }

  void run() {
    thaw();
    staging.sweep();
    for (UUID uuid : Shelf.uuids(layout.volumes())) {
      undoHalfAnExpansion(uuid);
    }
  }

  /** Before the sweep, which removes the notes. */
  private void thaw() {
    for (Path entry : Staging.entries(layout.staging())) {
      Optional<ScratchName> name = ScratchName.parse(entry.getFileName().toString());
      if (name.isPresent() && name.get().kind() == ScratchName.Kind.FREEZE) {
        thaw(entry);
      }
    }
  }

  private void thaw(Path note) {
    List<UUID> volumes;
    try {
      volumes = RecordFile.read(note, FreezeRecord.class).map(FreezeRecord::volumes).orElseThrow();
    } catch (PoolError.Corrupt | IllegalArgumentException halfWritten) {
      // It is synced before anything is frozen, so nothing was.
      return;
    }
    List<Path> attached =
        volumes.stream().flatMap(uuid -> devices.of(uuid).stream()).map(LoopDevice::path).toList();
    int thawed = Freeze.thaw(attached);
    if (thawed > 0) {
      LOG.log(Level.WARNING, "thawed what a crash left frozen count={0}", thawed);
    }
  }

  /** The data grows before the record: without the record the expansion did not happen. */
  private void undoHalfAnExpansion(UUID uuid) {
    try {
      Optional<Volume> volume = shelf.volume(uuid);
      Path data = layout.volumeData(uuid);
      if (volume.isPresent()
          && FileStatus.of(data).size() > volume.get().dataSize().bytes()
          && devices.ofAnyUse(uuid).isEmpty()) {
        LOG.log(Level.INFO, "undoing half an expansion volumeId={0}", volume.get().id());
        DataFile.truncate(data, volume.get().dataSize());
      }
    } catch (PoolError.Corrupt | LinuxException e) {
      // One broken volume must not keep the others from being served; it is reported when used.
      LOG.log(Level.ERROR, "cannot recover a volume uuid=" + uuid, e);
    }
  }
}
