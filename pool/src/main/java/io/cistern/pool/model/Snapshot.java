package io.cistern.pool.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A snapshot that exists: the bytes a volume had at one moment. It outlives its volume.
 *
 * @param id which one
 * @param name the idempotency key
 * @param source the volume it was cut from, which may be gone
 * @param size the size that volume had, and the least size of a volume restored from it
 * @param accessType how that volume was used
 * @param encryption of that volume, and of every volume restored from it
 * @param formatting what the pool knew of its contents
 * @param cutAt the moment of the cut
 * @param group the group it was cut with, or empty
 */
public record Snapshot(
    SnapshotId id,
    EntityName name,
    VolumeId source,
    ByteSize size,
    AccessType accessType,
    Encryption encryption,
    Formatting formatting,
    Instant cutAt,
    Optional<GroupSnapshotId> group) {

  /** The size of what the pool keeps: with the header, if it is encrypted. */
  public ByteSize dataSize() {
    return size.plus(encryption.headerSize());
  }
}
