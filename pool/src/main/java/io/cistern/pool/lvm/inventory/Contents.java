package io.cistern.pool.lvm.inventory;

import io.cistern.pool.lvm.command.LvRow;
import io.cistern.pool.lvm.command.VgRow;
import io.cistern.pool.lvm.tags.LvContent;
import io.cistern.pool.lvm.tags.LvState;
import io.cistern.pool.lvm.tags.LvTags;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import io.cistern.pool.record.GroupRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A pool as one report showed it, and as it changed since. Keys are the texts of uuids, whose order
 * is that of lists.
 */
public final class Contents {
  private final PoolId pool;
  private final LvRow thinPool;
  private final NavigableMap<String, OwnLv> volumes = new ConcurrentSkipListMap<>();
  private final NavigableMap<String, OwnLv> snapshots = new ConcurrentSkipListMap<>();
  private final Map<GroupSnapshotId, GroupSnapshot> groups = new ConcurrentHashMap<>();
  private final Map<String, Broken> broken = new ConcurrentHashMap<>();
  private final List<OwnLv> leftovers = new ArrayList<>();
  private final AtomicLong free;

  /**
   * What cannot be read.
   *
   * @param name of the logical volume
   * @param error what is wrong with it
   */
  public record Broken(String name, PoolError.Corrupt error) {}

  private Contents(PoolId pool, LvRow thinPool) {
    this.pool = pool;
    this.thinPool = thinPool;
    this.free = new AtomicLong(thinPool.group().free().bytes());
  }

  /**
   * Sorts a report.
   *
   * @param thinPool the pool's own row in it
   */
  static Contents of(PoolId pool, LvRow thinPool, List<LvRow> rows) {
    Contents contents = new Contents(pool, thinPool);
    List<OwnLv> members = new ArrayList<>();
    for (LvRow row : rows) {
      if (row.tags().contains(LvTags.pool(pool)) && !row.uuid().equals(thinPool.uuid())) {
        contents.add(row, members);
      }
    }
    members.stream().filter(lv -> lv.tags().state() == LvState.READY).forEach(contents::put);
    contents.addGroups(members);
    return contents;
  }

  private void add(LvRow row, List<OwnLv> members) {
    try {
      OwnLv lv = OwnLv.of(row, pool);
      boolean ready = lv.tags().state() == LvState.READY;
      switch (lv.tags().content()) {
        case LvContent.OfSnapshot(Snapshot snapshot, _) when snapshot.group().isPresent() ->
            members.add(lv);
        case LvContent.OfVolume _ when ready -> addVolume(lv);
        case LvContent.OfSnapshot _ when ready -> put(lv);
        case LvContent.OfVolume _, LvContent.OfSnapshot _, LvContent.Cut _ -> leftovers.add(lv);
      }
    } catch (PoolError.Corrupt e) {
      broken.put(LvNames.uuid(row.name()).orElse(row.name()), new Broken(row.name(), e));
    }
  }

  /** Of two that are ready the one of the later generation is the volume. */
  private void addVolume(OwnLv lv) {
    OwnLv other = volumes.get(key(lv));
    boolean later = other == null || generation(other) < generation(lv);
    if (later) {
      put(lv);
    }
    if (other != null) {
      leftovers.add(later ? other : lv);
    }
  }

  /** A group exists with its leader; the members of any other are what a crash left. */
  private void addGroups(List<OwnLv> members) {
    for (OwnLv lv : members) {
      if (lv.tags().state() == LvState.READY
          && lv.tags().content() instanceof LvContent.OfSnapshot(_, Optional<GroupRecord> leads)
          && leads.isPresent()) {
        addGroup(lv, leads.get().group(pool, snapshots(leads.get())));
      }
    }
    for (OwnLv lv : members) {
      if (lv.snapshot().group().filter(groups::containsKey).isEmpty()) {
        snapshots.remove(key(lv));
        leftovers.add(lv);
      }
    }
  }

  /** All of them, or none if one is missing. */
  private List<Snapshot> snapshots(GroupRecord record) {
    List<Snapshot> found =
        record.members().stream()
            .flatMap(uuid -> Optional.ofNullable(snapshots.get(uuid.toString())).stream())
            .map(OwnLv::snapshot)
            .toList();
    return found.size() == record.members().size() ? found : List.of();
  }

  private void addGroup(OwnLv leader, GroupSnapshot group) {
    if (group.snapshots().isEmpty()) {
      broken.put(
          group.id().uuid().toString(),
          new Broken(
              leader.name(),
              new PoolError.Corrupt(leader.name() + " leads a group whose members are missing")));
    }
    groups.put(group.id(), group);
  }

  /** Shows one that is ready. */
  public void put(OwnLv lv) {
    (lv.tags().content() instanceof LvContent.OfVolume ? volumes : snapshots).put(key(lv), lv);
  }

  /** Shows a group, whose members are shown already. */
  public void put(GroupSnapshot group) {
    groups.put(group.id(), group);
  }

  /** Shows it no more. */
  public void remove(OwnLv lv) {
    (lv.tags().content() instanceof LvContent.OfVolume ? volumes : snapshots).remove(key(lv));
  }

  /** Shows a group and its members no more. */
  public void remove(GroupSnapshot group) {
    groups.remove(group.id());
    group.snapshots().forEach(member -> snapshots.remove(member.id().uuid().toString()));
  }

  /** Counts space of the volume group that was taken, or given back if negative. */
  public void take(long bytes) {
    free.addAndGet(-bytes);
  }

  private static String key(OwnLv lv) {
    return switch (lv.tags().content()) {
      case LvContent.OfVolume(var volume, _) -> volume.id().uuid().toString();
      case LvContent.OfSnapshot(var snapshot, _) -> snapshot.id().uuid().toString();
      case LvContent.Cut() -> lv.name();
    };
  }

  private static int generation(OwnLv lv) {
    return lv.tags().content() instanceof LvContent.OfVolume(_, int generation) ? generation : 0;
  }

  /**
   * The volume of a uuid.
   *
   * @throws PoolError.Corrupt if its tags are not valid
   */
  public Optional<OwnLv> volume(UUID uuid) {
    return found(volumes, uuid);
  }

  /**
   * The volume of an id.
   *
   * @throws PoolError.Corrupt if its tags are not valid
   */
  public Optional<OwnLv> volume(VolumeId id) {
    return id.pool().equals(pool) ? volume(id.uuid()) : Optional.empty();
  }

  /**
   * The volume of an id.
   *
   * @throws PoolError.NotFound if there is none
   * @throws PoolError.Corrupt if its tags are not valid
   */
  public OwnLv required(VolumeId id) {
    return volume(id).orElseThrow(() -> new PoolError.NotFound("there is no volume " + id));
  }

  /**
   * The snapshot of an id.
   *
   * @throws PoolError.Corrupt if its tags are not valid
   */
  public Optional<OwnLv> snapshot(SnapshotId id) {
    return id.pool().equals(pool) ? found(snapshots, id.uuid()) : Optional.empty();
  }

  /**
   * The snapshot of an id.
   *
   * @throws PoolError.NotFound if there is none
   * @throws PoolError.Corrupt if its tags are not valid
   */
  public OwnLv required(SnapshotId id) {
    return snapshot(id).orElseThrow(() -> new PoolError.NotFound("there is no snapshot " + id));
  }

  private Optional<OwnLv> found(Map<String, OwnLv> map, UUID uuid) {
    Broken found = broken.get(uuid.toString());
    if (found != null) {
      throw new PoolError.Corrupt(String.valueOf(found.error().getMessage()), found.error());
    }
    return Optional.ofNullable(map.get(uuid.toString()));
  }

  /** The group of an id. */
  public Optional<GroupSnapshot> group(GroupSnapshotId id) {
    return Optional.ofNullable(groups.get(id));
  }

  /** All groups. */
  public Collection<GroupSnapshot> groups() {
    return groups.values();
  }

  /** What cannot be read. */
  public Collection<Broken> broken() {
    return broken.values();
  }

  /** All volumes, by the texts of their uuids. */
  public NavigableMap<String, OwnLv> volumes() {
    return volumes;
  }

  /** All snapshots, by the texts of their uuids. */
  public NavigableMap<String, OwnLv> snapshots() {
    return snapshots;
  }

  /** What a crash left when the report was made. */
  public List<OwnLv> leftovers() {
    return List.copyOf(leftovers);
  }

  /** The thin pool, as the report showed it. */
  public LvRow thinPool() {
    return thinPool;
  }

  /** The uuid of the thin pool's device, where it is active. */
  public String thinPoolDevice() {
    return group().devicePrefix() + thinPool.uuid().replace("-", "") + "-tpool";
  }

  /** The volume group, as the report showed it. */
  public VgRow group() {
    return thinPool.group();
  }

  /** What no logical volume of the volume group has. */
  public ByteSize free() {
    return new ByteSize(Math.max(0, free.get()));
  }
}
