package io.cistern.pool.record;

import io.cistern.pool.model.AccessType;
import io.cistern.pool.model.ByteSize;
import io.cistern.pool.model.Encryption;
import io.cistern.pool.model.EntityName;
import io.cistern.pool.model.GroupSnapshotId;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.SnapshotId;
import java.util.Optional;

/**
 * {@code snapshot.json}: what a snapshot is. It never changes.
 *
 * @param format version of the record
 * @param uuid as the directory is called
 * @param name as asked
 * @param sourceUuid of the volume it was cut from
 * @param sizeBytes of that volume at the cut; {@code data.img} has it too, and the header of the
 *     encryption besides
 * @param accessType of that volume
 * @param encryption of that volume
 * @param formatting of that volume at the cut
 * @param cutAt ISO 8601
 * @param groupUuid of the group it is a member of, or empty
 */
public record SnapshotRecord(
    int format,
    String uuid,
    String name,
    String sourceUuid,
    long sizeBytes,
    AccessType accessType,
    Encryption encryption,
    String formatting,
    String cutAt,
    String groupUuid) {
  public static final int FORMAT = 1;

  public SnapshotRecord {
    RecordText.requireFormat(format, FORMAT);
    if (sizeBytes <= 0) {
      throw new IllegalArgumentException("sizeBytes is not above 0");
    }
  }

  /** The record of a snapshot. */
  public static SnapshotRecord of(Snapshot snapshot) {
    return new SnapshotRecord(
        FORMAT,
        snapshot.id().uuid().toString(),
        snapshot.name().value(),
        snapshot.source().uuid().toString(),
        snapshot.size().bytes(),
        snapshot.accessType(),
        snapshot.encryption(),
        Values.text(snapshot.formatting()),
        snapshot.cutAt().toString(),
        snapshot.group().map(group -> group.uuid().toString()).orElse(""));
  }

  /**
   * The snapshot of this record.
   *
   * @throws IllegalArgumentException if the record contradicts itself
   */
  public Snapshot snapshot(PoolId pool) {
    EntityName entityName = new EntityName(name);
    SnapshotId id = new SnapshotId(pool, Values.uuid(uuid));
    if (!id.equals(SnapshotId.named(pool, entityName))) {
      throw new IllegalArgumentException("the uuid is not the one of the name");
    }
    return new Snapshot(
        id,
        entityName,
        Values.volumeId(pool, sourceUuid),
        new ByteSize(sizeBytes),
        accessType,
        encryption,
        Values.formatting(formatting),
        Values.instant(cutAt),
        groupUuid.isEmpty()
            ? Optional.empty()
            : Optional.of(new GroupSnapshotId(pool, Values.uuid(groupUuid))));
  }
}
