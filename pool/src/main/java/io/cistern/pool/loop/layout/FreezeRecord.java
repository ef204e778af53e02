package io.cistern.pool.loop.layout;

import io.cistern.pool.record.RecordText;
import io.cistern.pool.record.Values;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * {@code staging/freeze-*}: volumes whose filesystems a process was about to freeze.
 *
 * @param format version of the record
 * @param volumeUuids which
 */
public record FreezeRecord(int format, List<String> volumeUuids) {
  public static final int FORMAT = 1;

  public FreezeRecord {
    RecordText.requireFormat(format, FORMAT);
    volumeUuids = List.copyOf(volumeUuids);
  }

  /** The record of these volumes. */
  public static FreezeRecord of(Collection<UUID> volumes) {
    return new FreezeRecord(FORMAT, volumes.stream().map(UUID::toString).toList());
  }

  /**
   * The volumes.
   *
   * @throws IllegalArgumentException if one is none
   */
  public List<UUID> volumes() {
    return volumeUuids.stream().map(Values::uuid).toList();
  }
}
