package io.cistern.pool.model;

/**
 * The space of a pool, as of one look.
 *
 * @param total what the pool could hold if it were empty
 * @param used what its volumes, snapshots and metadata take now
 * @param promised what thick volumes may still take; already counted out of {@code available}
 * @param reserved kept back from every volume, so that the pool itself never runs out
 * @param available what is left for new promises
 * @param minimumVolumeSize the least size of a volume
 * @param maximumVolumeSize the largest volume that could be made now
 */
public record Capacity(
    ByteSize total,
    ByteSize used,
    ByteSize promised,
    ByteSize reserved,
    ByteSize available,
    ByteSize minimumVolumeSize,
    ByteSize maximumVolumeSize) {}
