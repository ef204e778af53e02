package io.cistern.s3.store.rocks;

import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.ObjectVersion;
import io.cistern.s3.model.VersionId;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/** Finds versions of one key: in the database, or in a transaction that is changing it. */
final class VersionLookup {
  private final BiFunction<Table, byte[], Optional<byte[]>> get;
  private final BiFunction<Table, byte[], Cursor> scan;
  private final long bucket;
  private final ObjectKey key;
  private final byte[] currentKey;

  VersionLookup(
      BiFunction<Table, byte[], Optional<byte[]>> get,
      BiFunction<Table, byte[], Cursor> scan,
      long bucket,
      ObjectKey key) {
    this.get = get;
    this.scan = scan;
    this.bucket = bucket;
    this.key = key;
    this.currentKey = Keys.current(bucket, key);
  }

  /** The latest version, if it is an object. */
  Optional<ObjectRecord> current() {
    return get.apply(Table.CURRENT, currentKey).map(value -> Records.object(key, value));
  }

  /** The version asked for, the latest where none is. */
  Optional<ObjectVersion> find(Optional<VersionId> version) {
    return version.isPresent() ? byId(version.get()) : latest();
  }

  /** The version of this sequence, whatever its id. */
  Optional<ObjectVersion> bySequence(long sequence) {
    return current()
        .filter(current -> current.sequence() == sequence)
        .<ObjectVersion>map(current -> current)
        .or(() -> retired(sequence));
  }

  /** The newest of the versions that are not current. */
  Optional<ObjectVersion> newestRetired() {
    byte[] prefix = Keys.versions(bucket, key);
    try (Cursor cursor = scan.apply(Table.VERSIONS, prefix)) {
      return cursor.valid() && Keys.startsWith(cursor.key(), prefix)
          ? Optional.of(Records.version(key, cursor.value()))
          : Optional.empty();
    }
  }

  /** The null version, if it is not current. */
  Optional<ObjectVersion> retiredNull() {
    return get.apply(Table.NULLS, currentKey).flatMap(value -> retired(Keys.number(value)));
  }

  private Optional<ObjectVersion> latest() {
    return current().<ObjectVersion>map(current -> current).or(this::newestRetired);
  }

  private Optional<ObjectVersion> byId(VersionId id) {
    if (id.isNull()) {
      return current()
          .filter(ObjectRecord::nullVersion)
          .<ObjectVersion>map(current -> current)
          .or(this::retiredNull);
    }
    OptionalLong sequence = id.sequence();
    return sequence.isEmpty()
        ? Optional.empty()
        : bySequence(sequence.getAsLong()).filter(version -> !version.nullVersion());
  }

  private Optional<ObjectVersion> retired(long sequence) {
    return get.apply(Table.VERSIONS, Keys.version(bucket, key, sequence))
        .map(value -> Records.version(key, value));
  }
}
