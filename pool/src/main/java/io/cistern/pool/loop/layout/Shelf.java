package io.cistern.pool.loop.layout;

import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.Volume;
import io.cistern.pool.record.GroupRecord;
import io.cistern.pool.record.SnapshotRecord;
import io.cistern.pool.record.Values;
import io.cistern.pool.record.VolumeRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads what is in a pool. A record that is missing where its directory exists, or that says
 * another name than its directory, is {@link PoolError.Corrupt}.
 *
 * @param layout where
 * @param pool the pool's identity, which ids get
 */
public record Shelf(PoolLayout layout, PoolId pool) {

  /** The volume of this uuid. */
  public Optional<Volume> volume(UUID uuid) {
    return read(
        layout.volumeJson(uuid),
        VolumeRecord.class,
        record -> record.volume(pool),
        volume -> volume.id().uuid().equals(uuid));
  }

  /** The snapshot of this uuid that is no member of a group. */
  public Optional<Snapshot> loneSnapshot(UUID uuid) {
    return snapshotIn(layout.snapshot(uuid), uuid);
  }

  /** The snapshot of this uuid in a group. */
  public Optional<Snapshot> member(UUID group, UUID uuid) {
    return snapshotIn(layout.members(group).resolve(uuid.toString()), uuid);
  }

  private Optional<Snapshot> snapshotIn(Path directory, UUID uuid) {
    return read(
        directory.resolve(PoolLayout.SNAPSHOT_JSON),
        SnapshotRecord.class,
        record -> record.snapshot(pool),
        snapshot -> snapshot.id().uuid().equals(uuid));
  }

  /** The group of this uuid, with its members. */
  public Optional<GroupSnapshot> group(UUID uuid) {
    Path file = layout.groupJson(uuid);
    Optional<GroupSnapshot> group =
        read(file, GroupRecord.class, this::group, found -> found.id().uuid().equals(uuid));
    // A member that is missing is one of a group that was deleted meanwhile, or lost.
    if (group.isPresent() && group.get().snapshots().isEmpty() && Files.exists(file)) {
      throw new PoolError.Corrupt(file + " names members that are missing");
    }
    return group.filter(found -> !found.snapshots().isEmpty());
  }

  private GroupSnapshot group(GroupRecord record) {
    List<UUID> uuids = record.members();
    UUID group = Values.uuid(record.uuid());
    List<Snapshot> members = uuids.stream().flatMap(uuid -> member(group, uuid).stream()).toList();
    return record.group(pool, members.size() == uuids.size() ? members : List.of());
  }

  private static <R extends Record, T> Optional<T> read(
      Path file, Class<R> type, Function<R, T> value, Predicate<T> matches) {
    Optional<R> found = RecordFile.read(file, type);
    if (found.isEmpty()) {
      if (Files.exists(file.resolveSibling(PoolLayout.DATA))) {
        throw new PoolError.Corrupt(file + " is missing beside its data");
      }
      return Optional.empty();
    }
    try {
      T result = value.apply(found.get());
      if (!matches.test(result)) {
        throw new PoolError.Corrupt(file + " is the record of something else");
      }
      return Optional.of(result);
    } catch (IllegalArgumentException e) {
      throw new PoolError.Corrupt(file + " is not a valid record: " + e.getMessage(), e);
    }
  }

  /** The uuids that a directory has names for, in no order; other names are left out. */
  public static List<UUID> uuids(Path directory) {
    List<UUID> uuids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        uuidOf(entry.getFileName().toString()).ifPresent(uuids::add);
      }
    } catch (NoSuchFileException gone) {
      // A group that was deleted meanwhile has no members.
      return uuids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return uuids;
  }

  /** The uuid that a name in a pool stands for. */
  public static Optional<UUID> uuidOf(String name) {
    try {
      return Optional.of(Values.uuid(name));
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }
}
