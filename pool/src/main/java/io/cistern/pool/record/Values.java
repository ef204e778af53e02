package io.cistern.pool.record;

import io.cistern.pool.model.ContentSource;
import io.cistern.pool.model.Formatting;
import io.cistern.pool.model.FsType;
import io.cistern.pool.model.PoolId;
import io.cistern.pool.model.Provisioning;
import io.cistern.pool.model.SnapshotId;
import io.cistern.pool.model.VolumeId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The texts that values have in records. Every one is read strictly and throws {@link
 * IllegalArgumentException}.
 */
public final class Values {
  private static final String BLANK = "blank";
  private static final String FOREIGN = "foreign";
  private static final String VOLUME = "volume:";
  private static final String SNAPSHOT = "snapshot:";

  private Values() {}

  public static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time: " + text, e);
    }
  }

  public static void requireInstant(String text) {
    instant(text);
  }

  public static UUID uuid(String text) {
    UUID uuid = UUID.fromString(text);
    if (!uuid.toString().equals(text)) {
      throw new IllegalArgumentException("not a uuid in lower case: " + text);
    }
    return uuid;
  }

  public static FsType fsType(String text) {
    return known(FsType.parse(text), text);
  }

  public static Provisioning provisioning(String text) {
    return known(Provisioning.parse(text), text);
  }

  public static String text(Formatting formatting) {
    return switch (formatting) {
      case Formatting.Blank() -> BLANK;
      case Formatting.Foreign() -> FOREIGN;
      case Formatting.Formatted(FsType fsType) -> fsType.kernelName();
    };
  }

  public static Formatting formatting(String text) {
    return switch (text) {
      case BLANK -> new Formatting.Blank();
      case FOREIGN -> new Formatting.Foreign();
      default -> new Formatting.Formatted(fsType(text));
    };
  }

  public static String text(ContentSource source) {
    return switch (source) {
      case ContentSource.Blank() -> BLANK;
      case ContentSource.OfVolume(VolumeId id) -> VOLUME + id;
      case ContentSource.OfSnapshot(SnapshotId id) -> SNAPSHOT + id;
    };
  }

  public static ContentSource source(String text) {
    if (text.startsWith(VOLUME)) {
      return new ContentSource.OfVolume(
          known(VolumeId.parse(text.substring(VOLUME.length())), text));
    }
    if (text.startsWith(SNAPSHOT)) {
      return new ContentSource.OfSnapshot(
          known(SnapshotId.parse(text.substring(SNAPSHOT.length())), text));
    }
    if (text.equals(BLANK)) {
      return new ContentSource.Blank();
    }
    throw new IllegalArgumentException("unknown value: " + text);
  }

  public static VolumeId volumeId(PoolId pool, String uuid) {
    return new VolumeId(pool, uuid(uuid));
  }

  private static <T> T known(Optional<T> value, String text) {
    return value.orElseThrow(() -> new IllegalArgumentException("unknown value: " + text));
  }
}
