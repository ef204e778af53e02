package io.cistern.pool.lvm.tags;

import io.cistern.pool.model.PoolError;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.record.GroupRecord;
import io.cistern.pool.record.RecordText;
import io.cistern.pool.record.SnapshotRecord;
import io.cistern.pool.record.VolumeRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The tags of one logical volume.
 *
 * <pre>
 * cistern.pool=ID                whose it is; without it nothing is ours
 * cistern.state=STATE            creating, ready, deleting
 * cistern.kind=KIND              volume, snapshot, cut
 * cistern.generation=N           of a volume
 * cistern.record=...             the record, see {@link TaggedBytes}
 * cistern.group=...              the record of the group it leads
 * </pre>
 *
 * @param state how far it is
 * @param content what it holds
 */
public record LvTags(LvState state, LvContent content) {
  private static final String POOL = "cistern.pool=";
  private static final String STATE = "cistern.state=";
  private static final String KIND = "cistern.kind=";
  private static final String GENERATION = "cistern.generation=";
  private static final String RECORD = "record";
  private static final String GROUP = "group";
  private static final String VOLUME = "volume";
  private static final String SNAPSHOT = "snapshot";
  private static final String CUT = "cut";

  /** The tag that makes a logical volume a pool's. */
  public static String pool(PoolId pool) {
    return POOL + pool;
  }

  /** Whether it is a pool's, this one's or another's. */
  public static boolean isOfAnyPool(Collection<String> tags) {
    return tags.stream().anyMatch(tag -> tag.startsWith(POOL));
  }

  /** As LVM is given them. */
  public List<String> texts(PoolId pool) {
    List<String> tags = new ArrayList<>();
    tags.add(pool(pool));
    tags.add(STATE + state.text());
    switch (content) {
      case LvContent.OfVolume(var volume, int generation) -> {
        tags.add(KIND + VOLUME);
        tags.add(GENERATION + generation);
        tags.addAll(TaggedBytes.encode(RECORD, RecordText.compact(VolumeRecord.of(volume))));
      }
      case LvContent.OfSnapshot(var snapshot, var leads) -> {
        tags.add(KIND + SNAPSHOT);
        tags.addAll(TaggedBytes.encode(RECORD, RecordText.compact(SnapshotRecord.of(snapshot))));
        leads.ifPresent(group -> tags.addAll(TaggedBytes.encode(GROUP, RecordText.compact(group))));
      }
      case LvContent.Cut() -> tags.add(KIND + CUT);
    }
    return tags;
  }

  /**
   * Reads them.
   *
   * @param name of the logical volume, for the message
   * @throws PoolError.Corrupt if they are not exactly ours
   */
  public static LvTags parse(String name, PoolId pool, Collection<String> tags) {
    try {
      LvState state =
          LvState.parse(only(STATE, tags))
              .orElseThrow(() -> new IllegalArgumentException("an unknown state"));
      return new LvTags(state, content(name, pool, tags));
    } catch (IllegalArgumentException e) {
      throw new PoolError.Corrupt(
          "the tags of %s are not valid: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static LvContent content(String name, PoolId pool, Collection<String> tags) {
    return switch (only(KIND, tags)) {
      case VOLUME ->
          new LvContent.OfVolume(
              RecordText.parse(name, record(name, tags), VolumeRecord.class).volume(pool),
              Integer.parseInt(only(GENERATION, tags)));
      case SNAPSHOT ->
          new LvContent.OfSnapshot(
              RecordText.parse(name, record(name, tags), SnapshotRecord.class).snapshot(pool),
              TaggedBytes.decode(GROUP, tags)
                  .map(bytes -> RecordText.parse(name, bytes, GroupRecord.class)));
      case CUT -> new LvContent.Cut();
      case String unknown -> throw new IllegalArgumentException("unknown kind " + unknown);
    };
  }

  private static byte[] record(String name, Collection<String> tags) {
    Optional<byte[]> record = TaggedBytes.decode(RECORD, tags);
    return record.orElseThrow(() -> new PoolError.Corrupt(name + " has no record in its tags"));
  }

  private static String only(String prefix, Collection<String> tags) {
    List<String> found = tags.stream().filter(tag -> tag.startsWith(prefix)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "%d tags %s instead of one".formatted(found.size(), prefix));
    }
    return found.getFirst().substring(prefix.length());
  }
}
