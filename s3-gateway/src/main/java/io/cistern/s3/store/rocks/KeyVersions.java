package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.DeleteMarker;
import io.cistern.s3.model.DeleteResult;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.ObjectVersion;
import io.cistern.s3.model.VersionId;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import java.util.Optional;

/**
 * The versions of one key, inside a commit: the rules of versioning. The latest version stands in
 * {@link Table#CURRENT} if it is an object; every other version and every delete marker stands in
 * {@link Table#VERSIONS}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html">AWS:
 *     versioning</a>
 */
final class KeyVersions {
  private final Transaction tx;
  private final Bucket bucket;
  private final ObjectKey key;
  private final byte[] currentKey;
  private final VersionLookup lookup;
  private Optional<ObjectRecord> current;

  KeyVersions(Transaction tx, Bucket bucket, ObjectKey key) {
    this.tx = tx;
    this.bucket = bucket;
    this.key = key;
    this.currentKey = Keys.current(bucket.id(), key);
    this.lookup = new VersionLookup(tx::get, tx::scan, bucket.id(), key);
    this.current = lookup.current();
  }

  /** The latest version, if it is an object. */
  Optional<ObjectRecord> current() {
    return current;
  }

  /** The version asked for, the latest where none is. */
  Optional<ObjectVersion> find(Optional<VersionId> version) {
    return lookup.find(version);
  }

  /** The version of this sequence, if it is an object. */
  Optional<ObjectRecord> object(long sequence) {
    return lookup
        .bySequence(sequence)
        .flatMap(
            found -> found instanceof ObjectRecord object ? Optional.of(object) : Optional.empty());
  }

  /** Makes room for a new latest version; whether that is to be a null version. */
  boolean makeRoom() {
    switch (bucket.settings().versioning()) {
      case OFF -> current.ifPresent(this::drop);
      case ENABLED -> current.ifPresent(this::retire);
      case SUSPENDED -> {
        if (current.isPresent() && current.get().nullVersion()) {
          drop(current.get());
        } else {
          current.ifPresent(this::retire);
          lookup.retiredNull().ifPresent(this::drop);
        }
      }
    }
    return bucket.settings().versioning() != Versioning.ENABLED;
  }

  /** Makes an object the latest version; {@link #makeRoom} has been called. */
  void putCurrent(ObjectRecord object) {
    tx.put(Table.CURRENT, currentKey, Records.version(object));
    current = Optional.of(object);
  }

  /** Writes a version again that is there. */
  void rewrite(ObjectRecord object) {
    if (isCurrent(object)) {
      putCurrent(object);
    } else {
      tx.put(Table.VERSIONS, versionKey(object), Records.version(object));
    }
  }

  /** Deletes as a request that names no version does. */
  DeleteResult deleteLatest() {
    if (bucket.settings().versioning() == Versioning.OFF) {
      makeRoom();
      return DeleteResult.UNNAMED;
    }
    boolean nullVersion = makeRoom();
    DeleteMarker marker = new DeleteMarker(key, tx.nextSequence(), nullVersion, tx.now());
    tx.put(Table.VERSIONS, versionKey(marker), Records.version(marker));
    if (nullVersion) {
      tx.put(Table.NULLS, currentKey, Keys.number(marker.sequence()));
    }
    return new DeleteResult(Optional.of(marker.versionId()), true);
  }

  /** Deletes a version for good. If it was the latest, the one before it is the latest then. */
  void delete(ObjectVersion version) {
    drop(version);
    if (current.isEmpty()) {
      lookup.newestRetired().ifPresent(this::promote);
    }
  }

  private void promote(ObjectVersion newest) {
    if (newest instanceof ObjectRecord object) {
      forget(object);
      putCurrent(object);
    }
  }

  private void retire(ObjectRecord latest) {
    removeCurrent();
    tx.put(Table.VERSIONS, versionKey(latest), Records.version(latest));
    if (latest.nullVersion()) {
      tx.put(Table.NULLS, currentKey, Keys.number(latest.sequence()));
    }
  }

  private void drop(ObjectVersion version) {
    if (isCurrent(version)) {
      removeCurrent();
    } else {
      forget(version);
    }
    if (version instanceof ObjectRecord object) {
      References.release(tx, object.content());
      tx.charge(bucket.id(), -object.size(), -1);
    }
  }

  private void forget(ObjectVersion retired) {
    tx.delete(Table.VERSIONS, versionKey(retired));
    if (retired.nullVersion()) {
      tx.delete(Table.NULLS, currentKey);
    }
  }

  private boolean isCurrent(ObjectVersion version) {
    return current.filter(latest -> latest.sequence() == version.sequence()).isPresent();
  }

  private void removeCurrent() {
    tx.delete(Table.CURRENT, currentKey);
    current = Optional.empty();
  }

  private byte[] versionKey(ObjectVersion version) {
    return Keys.version(bucket.id(), key, version.sequence());
  }
}
