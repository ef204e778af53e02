package io.cistern.pool.model;

/** Where the first bytes of a volume come from. */
public sealed interface ContentSource {
  /** Nowhere: it reads as zeros until written. */
  record Blank() implements ContentSource {}

  /**
   * A volume of the same pool, as it is at the moment of the cut.
   *
   * @param id the volume
   */
  record OfVolume(VolumeId id) implements ContentSource {}

  /**
   * A snapshot of the same pool.
   *
   * @param id the snapshot
   */
  record OfSnapshot(SnapshotId id) implements ContentSource {}
}
