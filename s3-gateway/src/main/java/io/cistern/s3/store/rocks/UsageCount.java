package io.cistern.s3.store.rocks;

import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.model.Usage;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Manifest;
import io.cistern.s3.store.record.Records;
import io.cistern.s3.store.record.Trash;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Counts what buckets hold from their records, by which their accounts are held to the truth. */
final class UsageCount {
  private final Map<Long, Usage> counted = new HashMap<>();
  private final Map<Long, Parts> uploads = new HashMap<>();

  /** Whose the parts of an upload are, and which of them are part of an object by now. */
  private record Parts(long bucket, Set<Long> completed) {}

  /** Counts everything in {@code database}. */
  static UsageCount of(Database database) {
    UsageCount count = new UsageCount();
    try (Cursor trash = database.scan(Table.TRASH, new byte[0])) {
      for (; trash.valid(); trash.next()) {
        if (Records.trash(trash.value()) instanceof Trash.PartsOf parts) {
          count.upload(parts.upload(), parts.bucket(), partsOf(database, parts.manifest()));
        }
      }
    }
    try (Cursor upload = database.scan(Table.UPLOADS, new byte[0])) {
      for (; upload.valid(); upload.next()) {
        count.upload(Keys.lastNumber(upload.key()), Keys.number(upload.key()), Set.of());
      }
    }
    try (Cursor object = database.scan(Table.CURRENT, new byte[0])) {
      for (; object.valid(); object.next()) {
        ObjectKey key =
            new ObjectKey(Utf8.decode(Arrays.copyOfRange(object.key(), 8, object.key().length)));
        count.object(Keys.number(object.key()), Records.object(key, object.value()));
      }
    }
    try (Cursor version = database.scan(Table.VERSIONS, new byte[0])) {
      for (; version.valid(); version.next()) {
        ObjectKey key = new ObjectKey(Utf8.decode(Keys.objectKey(version.key())));
        if (Records.version(key, version.value()) instanceof ObjectRecord object) {
          count.object(Keys.number(version.key()), object);
        }
      }
    }
    try (Cursor part = database.scan(Table.PARTS, new byte[0])) {
      for (; part.valid(); part.next()) {
        if (Keys.partNumber(part.key()) != 0) {
          count.part(Keys.number(part.key()), Records.part(part.value()));
        }
      }
    }
    return count;
  }

  /** The sequences of the parts of a manifest; none if it is gone, or 0. */
  static Set<Long> partsOf(Database database, long manifest) {
    return database.get(Table.MANIFESTS, Keys.number(manifest)).map(Records::manifest).stream()
        .map(Manifest::parts)
        .flatMap(parts -> parts.stream())
        .map(UploadPart::sequence)
        .collect(Collectors.toSet());
  }

  void object(long bucket, ObjectRecord object) {
    add(bucket, object.size(), 1);
  }

  /**
   * Before its parts.
   *
   * @param completed the sequences of parts that are an object's by now
   */
  void upload(long upload, long bucket, Set<Long> completed) {
    uploads.put(upload, new Parts(bucket, completed));
  }

  void part(long upload, UploadPart part) {
    Parts parts = uploads.get(upload);
    if (parts != null && !parts.completed().contains(part.sequence())) {
      add(parts.bucket(), part.size(), 0);
    }
  }

  Usage of(long bucket) {
    return counted.getOrDefault(bucket, Usage.NONE);
  }

  private void add(long bucket, long bytes, long objects) {
    counted.put(bucket, of(bucket).plus(bytes, objects));
  }
}
