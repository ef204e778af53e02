package io.cistern.pool.model;

/**
 * The space of a pool, as of one look.
 *
 * @param total what the pool could hold if it were empty
 * @param used what its volumes, snapshots and metadata take now
 * @param promised what thick volumes may still take; already counted out of {@code available}
 * @param reserved kept back from every volume, so that the pool itself never runs out
 * @param available what is left for new thin volumes and for what is written to them
 * @param availableThick what is left for new thick volumes; the same space as {@code available}
 *     where a pool keeps both in one place
 * @param minimumVolumeSize the least size of a volume
 * @param maximumVolumeSize the largest volume that could be made now
 * @param metadata of the pool itself, where that can run out by itself
 */
public record Capacity(
    ByteSize total,
    ByteSize used,
    ByteSize promised,
    ByteSize reserved,
    ByteSize available,
    ByteSize availableThick,
    ByteSize minimumVolumeSize,
    ByteSize maximumVolumeSize,
    Metadata metadata) {

  /**
   * Space for metadata that is apart from the space for data.
   *
   * @param used taken now
   * @param total all there is; zero where metadata is stored with the data
   */
  public record Metadata(ByteSize used, ByteSize total) {
    public static final Metadata WITH_DATA = new Metadata(ByteSize.ZERO, ByteSize.ZERO);
  }

  /** What is left for new volumes of this kind. */
  public ByteSize available(Provisioning provisioning) {
    return switch (provisioning) {
      case THIN -> available;
      case THICK -> availableThick;
    };
  }
}
