package io.cistern.s3.store.rocks;

import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectVersion;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.model.VersionId;
import io.cistern.s3.model.VersionPage;
import io.cistern.s3.model.VersionPosition;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** All versions of a bucket in order: {@link Table#CURRENT} and {@link Table#VERSIONS} merged. */
final class VersionCursor implements AutoCloseable {
  private final Database database;
  private final long bucket;
  private final Cursor current;
  private final Cursor retired;
  private byte[] keyShown = new byte[0];

  private VersionCursor(Database database, long bucket, Cursor current, Cursor retired) {
    this.database = database;
    this.bucket = bucket;
    this.current = current;
    this.retired = retired;
  }

  /** A cursor on the keys that begin with {@code prefix}. */
  static VersionCursor open(Database database, long bucket, byte[] prefix) {
    // a version goes from one table to the other when a newer one is put or deleted
    try (Moment now = database.moment()) {
      return new VersionCursor(
          database,
          bucket,
          now.scan(Table.CURRENT, Keys.current(bucket, prefix)),
          now.scan(Table.VERSIONS, Keys.escapedPrefix(bucket, prefix)));
    }
  }

  /** Goes where a list goes on; false if there is nothing. */
  boolean moveTo(ListWalk walk, VersionPosition position) {
    Optional<byte[]> from = walk.first(position.key());
    from.ifPresent(this::seek);
    if (from.isPresent()
        && position.key() instanceof ListPosition.AfterKey after
        && position.version().isPresent()
        && !after.key().isEmpty()) {
      ObjectKey key = new ObjectKey(after.key());
      if (Arrays.compareUnsigned(key.bytes(), walk.prefix()) >= 0) {
        moveInside(key, position.version().get());
      }
    }
    return from.isPresent();
  }

  /** A null version that is gone says nothing of its place: the key begins again. */
  private void moveInside(ObjectKey key, VersionId version) {
    VersionLookup lookup = new VersionLookup(database::get, database::scan, bucket, key);
    OptionalLong place = version.sequence();
    if (place.isEmpty()) {
      place =
          lookup.find(Optional.of(version)).stream().mapToLong(ObjectVersion::sequence).findAny();
    }
    seek(key.bytes());
    place.ifPresent(shown -> movePast(key, shown));
  }

  /**
   * Past all versions of the key that are not older than {@code shown}. The latest is among them
   * unless what was the latest then has been deleted since.
   */
  private void movePast(ObjectKey key, long shown) {
    byte[] bytes = key.bytes();
    boolean isCurrent = isCurrent(bytes);
    Cursor latest = isCurrent ? current : retired;
    if (key().filter(next -> Arrays.equals(next, bytes)).isPresent()
        && Records.version(key, latest.value()).sequence() >= shown) {
      keyShown = bytes;
      if (isCurrent) {
        current.next();
      }
    }
    byte[] row = Keys.version(bucket, key, shown);
    retired.seek(Arrays.copyOf(row, row.length + 1));
  }

  /** Skips all keys less than {@code key}. */
  void seek(byte[] key) {
    current.seek(Keys.current(bucket, key));
    retired.seek(Keys.escapedPrefix(bucket, key));
  }

  /** The key of the next version; empty at the end. */
  Optional<byte[]> key() {
    byte @Nullable [] first = current.valid() ? currentKey() : null;
    byte @Nullable [] second = retired.valid() ? Keys.objectKey(retired.key()) : null;
    if (first == null || second == null) {
      return Optional.ofNullable(first == null ? second : first);
    }
    return Optional.of(Arrays.compareUnsigned(first, second) <= 0 ? first : second);
  }

  /** The next version; the cursor moves past it. */
  VersionPage.Entry take(byte[] key) {
    boolean latest = !Arrays.equals(key, keyShown);
    keyShown = key;
    Cursor source = isCurrent(key) ? current : retired;
    ObjectVersion version = Records.version(new ObjectKey(Utf8.decode(key)), source.value());
    source.next();
    return new VersionPage.Entry(version, latest);
  }

  private boolean isCurrent(byte[] key) {
    return current.valid() && Arrays.equals(currentKey(), key);
  }

  private byte[] currentKey() {
    byte[] key = current.key();
    return Arrays.copyOfRange(key, 8, key.length);
  }

  @Override
  public void close() {
    current.close();
    retired.close();
  }
}
