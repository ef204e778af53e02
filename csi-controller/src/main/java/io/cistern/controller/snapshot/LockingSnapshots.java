package io.cistern.controller.snapshot;

import io.cistern.controller.locking.KeyLocks;
import io.cistern.controller.paging.PageRequest;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.protocol.agent.Snapshot;
import io.cistern.protocol.agent.SnapshotBlocks;
import java.util.Optional;

/** Snapshots whose calls exclude each other, one snapshot at a time. */
public final class LockingSnapshots implements Snapshots {
  private final Snapshots snapshots;
  private final KeyLocks locks = new KeyLocks();

  public LockingSnapshots(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public Snapshot create(EntityName name, VolumeId source) {
    // The source is not locked: several snapshots of a volume may be cut, and its pool guards it.
    return locks.exclusively(
        SnapshotId.named(source.pool(), name).uuid(), () -> snapshots.create(name, source));
  }

  @Override
  public void delete(SnapshotId id) {
    locks.exclusively(
        id.uuid(),
        () -> {
          snapshots.delete(id);
          return id;
        });
  }

  @Override
  public Snapshot get(SnapshotId id) {
    // Takes no lock: it is of one look.
    return snapshots.get(id);
  }

  @Override
  public SnapshotBlocks blocks(SnapshotId id, Optional<SnapshotId> base, long from, int limit) {
    // Takes no lock: the pool guards both, and whoever reads page by page sees to the rest.
    return snapshots.blocks(id, base, from, limit);
  }

  @Override
  public Page<Snapshot> list(SnapshotFilter filter, PageRequest request) {
    // Takes no lock: CSI promises no consistent view across pages.
    return snapshots.list(filter, request);
  }
}
