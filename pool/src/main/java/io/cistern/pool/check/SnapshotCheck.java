package io.cistern.pool.check;

import io.cistern.pool.loop.layout.PoolLayout;
import io.cistern.pool.loop.layout.RecordFile;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.record.GroupRecord;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Every snapshot has a valid record and its data; every group has exactly its members. */
final class SnapshotCheck {
  private SnapshotCheck() {}

  static void run(Inspection inspection) {
    PoolLayout layout = inspection.layout;
    for (UUID uuid : inspection.things(layout.snapshots())) {
      check(
          inspection,
          layout.snapshot(uuid),
          Optional.empty(),
          () -> inspection.shelf.loneSnapshot(uuid));
    }
    for (UUID uuid : inspection.things(layout.groups())) {
      checkGroup(inspection, uuid);
    }
  }

  private static void check(
      Inspection inspection,
      Path directory,
      Optional<UUID> group,
      Supplier<Optional<Snapshot>> reading) {
    Path json = directory.resolve(PoolLayout.SNAPSHOT_JSON);
    Optional<Snapshot> snapshot = inspection.read(json, reading);
    if (snapshot.isEmpty()) {
      return;
    }
    inspection.snapshots++;
    inspection.requireOnly(directory, Set.of(PoolLayout.SNAPSHOT_JSON, PoolLayout.DATA));
    if (!snapshot.get().group().map(GroupSnapshotId::uuid).equals(group)) {
      inspection.add(
          Finding.error(json, "says another group than the one it is in", Inspection.RESTORE));
    }
    Path data = directory.resolve(PoolLayout.DATA);
    Optional<ByteSize> excess = DataCheck.excess(inspection, data, snapshot.get().dataSize());
    if (excess.isPresent() && !excess.get().isZero()) {
      inspection.add(
          Finding.error(
              data,
              "%d bytes longer than recorded".formatted(excess.get().bytes()),
              "a snapshot never changes: somebody wrote to it"));
    }
  }

  private static void checkGroup(Inspection inspection, UUID uuid) {
    PoolLayout layout = inspection.layout;
    inspection.requireOnly(layout.group(uuid), Set.of(PoolLayout.GROUP_JSON, PoolLayout.MEMBERS));
    List<UUID> present = inspection.things(layout.members(uuid));
    for (UUID member : present) {
      check(
          inspection,
          layout.members(uuid).resolve(member.toString()),
          Optional.of(uuid),
          () -> inspection.shelf.member(uuid, member));
    }
    Path json = layout.groupJson(uuid);
    // The record alone first: the group as a whole is unreadable if a member is.
    Optional<GroupRecord> record =
        inspection.read(json, () -> RecordFile.read(json, GroupRecord.class));
    record.ifPresent(found -> checkMembers(inspection, uuid, found, present));
  }

  private static void checkMembers(
      Inspection inspection, UUID uuid, GroupRecord record, List<UUID> present) {
    inspection.groups++;
    Path json = inspection.layout.groupJson(uuid);
    try {
      if (!new HashSet<>(record.members()).equals(new HashSet<>(present))) {
        inspection.add(
            Finding.error(
                json,
                "names %s, and present are %s".formatted(record.members(), present),
                Inspection.RESTORE));
      } else {
        inspection.read(json, () -> inspection.shelf.group(uuid));
      }
    } catch (IllegalArgumentException e) {
      inspection.add(Finding.error(json, String.valueOf(e.getMessage()), Inspection.RESTORE));
    }
  }
}
