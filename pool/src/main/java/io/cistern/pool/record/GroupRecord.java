package io.cistern.pool.record;

import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshot;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Snapshot;
import java.util.List;
import java.util.UUID;

/**
 * {@code group.json}: what a group snapshot is. It never changes.
 *
 * @param format version of the record
 * @param uuid as the directory is called
 * @param name as asked
 * @param cutAt ISO 8601
 * @param memberUuids of its snapshots, ascending; the directory {@code members} has exactly these
 */
public record GroupRecord(
    int format, String uuid, String name, String cutAt, List<String> memberUuids) {
  public static final int FORMAT = 1;

  public GroupRecord {
    RecordText.requireFormat(format, FORMAT);
    memberUuids = List.copyOf(memberUuids);
  }

  /** The record of a group. */
  public static GroupRecord of(GroupSnapshot group) {
    return new GroupRecord(
        FORMAT,
        group.id().uuid().toString(),
        group.name().value(),
        group.cutAt().toString(),
        group.snapshots().stream().map(member -> member.id().uuid().toString()).toList());
  }

  /**
   * The uuids of the members.
   *
   * @throws IllegalArgumentException if one is none
   */
  public List<UUID> members() {
    return memberUuids.stream().map(Values::uuid).toList();
  }

  /**
   * The group of this record.
   *
   * @param snapshots its members, read from their own records
   * @throws IllegalArgumentException if the record contradicts itself
   */
  public GroupSnapshot group(PoolId pool, List<Snapshot> snapshots) {
    EntityName entityName = new EntityName(name);
    GroupSnapshotId id = new GroupSnapshotId(pool, Values.uuid(uuid));
    if (!id.equals(GroupSnapshotId.named(pool, entityName))) {
      throw new IllegalArgumentException("the uuid is not the one of the name");
    }
    return new GroupSnapshot(id, entityName, Values.instant(cutAt), snapshots);
  }
}
