package io.cistern.pool.lvm.tags;

import io.cistern.pool.model.Snapshot;
import io.cistern.pool.model.Volume;
import io.cistern.pool.record.GroupRecord;
import java.util.Optional;

/** What a logical volume of ours holds. */
public sealed interface LvContent {
  /**
   * A volume.
   *
   * @param volume its record
   * @param generation 0 when it is made, and 1 more for each logical volume it moved to; of two,
   *     the later that is ready is the volume
   */
  record OfVolume(Volume volume, int generation) implements LvContent {}

  /**
   * A snapshot.
   *
   * @param snapshot its record
   * @param leads the group that appears and vanishes with this one of its members, if it is that
   */
  record OfSnapshot(Snapshot snapshot, Optional<GroupRecord> leads) implements LvContent {}

  /** A cut of a volume that is being copied. */
  record Cut() implements LvContent {}
}
