package io.cistern.pool.memory;

import io.cistern.pool.Snapshots;
import io.cistern.pool.memory.MemoryState.StoredSnapshot;
import io.cistern.pool.memory.MemoryState.StoredVolume;
import io.cistern.pool.model.BlockRange;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.Page;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.Volume;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.rules.Comparison;
import io.cistern.pool.rules.Conflicts;
import io.cistern.pool.rules.Inheritance;
import io.cistern.pool.rules.RangeCollector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Snapshots in memory. */
final class MemorySnapshots implements Snapshots {
  private final MemoryState state;

  MemorySnapshots(MemoryState state) {
    this.state = state;
  }

  @Override
  public Snapshot create(EntityName name, VolumeId source) {
    synchronized (state) {
      SnapshotId id = SnapshotId.named(state.info.id(), name);
      Optional<Snapshot> existing = find(id);
      if (existing.isPresent()) {
        return Conflicts.replay(existing.get(), source);
      }
      StoredVolume stored = state.volume(source);
      state.reserve(new ByteSize(stored.bytes().allocated()));
      StoredSnapshot cut = cut(state, name, stored.volume(), Instant.now(), Optional.empty());
      state.snapshots.put(MemoryState.key(id.uuid()), cut);
      return cut.snapshot();
    }
  }

  static StoredSnapshot cut(
      MemoryState state,
      EntityName name,
      Volume volume,
      Instant cutAt,
      Optional<GroupSnapshotId> group) {
    Snapshot snapshot =
        new Snapshot(
            SnapshotId.named(state.info.id(), name),
            name,
            volume.id(),
            volume.size(),
            volume.spec().accessType(),
            volume.spec().encryption(),
            Inheritance.ofCut(
                volume.spec().accessType(),
                volume.formatting(),
                state.devices.containsKey(volume.id())),
            cutAt,
            group);
    return new StoredSnapshot(snapshot, state.volume(volume.id()).bytes().copy());
  }

  @Override
  public Optional<Snapshot> find(SnapshotId id) {
    synchronized (state) {
      return Optional.ofNullable(state.snapshots.get(MemoryState.key(id.uuid())))
          .map(StoredSnapshot::snapshot)
          .filter(snapshot -> snapshot.id().equals(id));
    }
  }

  @Override
  public Page<Snapshot> list(Optional<VolumeId> source, Optional<SnapshotId> after, int limit) {
    synchronized (state) {
      List<Snapshot> found =
          state
              .snapshots
              .tailMap(after.map(id -> id.uuid().toString()).orElse(""), false)
              .values()
              .stream()
              .map(StoredSnapshot::snapshot)
              .filter(snapshot -> source.isEmpty() || snapshot.source().equals(source.get()))
              .limit(limit + 1L)
              .toList();
      return new Page<>(found.stream().limit(limit).toList(), found.size() > limit);
    }
  }

  @Override
  public Page<BlockRange> allocated(SnapshotId id, long from, int limit) {
    synchronized (state) {
      StoredSnapshot stored = state.snapshot(id);
      return pages(stored.snapshot(), from, limit, stored.bytes().pages()::contains);
    }
  }

  @Override
  public Page<BlockRange> changed(SnapshotId base, SnapshotId target, long from, int limit) {
    synchronized (state) {
      StoredSnapshot older = state.snapshot(base);
      StoredSnapshot newer = state.snapshot(target);
      Comparison.requireComparable(older.snapshot(), newer.snapshot());
      return pages(
          newer.snapshot(), from, limit, page -> !newer.bytes().isSameAs(older.bytes(), page));
    }
  }

  private static Page<BlockRange> pages(
      Snapshot snapshot, long from, int limit, LongPredicate named) {
    long header = snapshot.encryption().headerSize().bytes();
    RangeCollector ranges = new RangeCollector(limit);
    long at = Comparison.start(snapshot, from);
    while (at < snapshot.size().bytes() && !ranges.isFull()) {
      if (named.test((header + at) / SparseBytes.PAGE)) {
        ranges.add(at, at + SparseBytes.PAGE);
      }
      at += SparseBytes.PAGE;
    }
    return ranges.page();
  }

  @Override
  public void delete(SnapshotId id) {
    synchronized (state) {
      find(id)
          .flatMap(Snapshot::group)
          .ifPresent(
              group -> {
                throw new PoolError.Precondition(
                    "snapshot " + id + " is a member of group snapshot " + group);
              });
      if (find(id).isPresent()) {
        state.snapshots.remove(MemoryState.key(id.uuid()));
      }
    }
  }
}
