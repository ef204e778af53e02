package io.cistern.s3.store.rocks;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.Usage;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each bucket holds, in memory as it is committed. A change of an object and of its bucket's
 * account are one batch, so a crash leaves both or neither. Written by the committer's thread
 * alone.
 */
final class UsageLedger {
  private final Map<Long, Usage> committed = new ConcurrentHashMap<>();

  /** Reads the accounts; a bucket that has none, as one of an earlier version, is counted. */
  UsageLedger(Database database) {
    Map<Long, Usage> missing = new HashMap<>();
    try (Cursor cursor = database.scan(Table.BUCKETS, new byte[0])) {
      for (; cursor.valid(); cursor.next()) {
        BucketName name = new BucketName(Utf8.decode(cursor.key()));
        long bucket = Records.bucket(name, cursor.value()).id();
        database
            .get(Table.USAGE, Keys.number(bucket))
            .map(Records::usage)
            .ifPresentOrElse(
                usage -> committed.put(bucket, usage), () -> missing.put(bucket, Usage.NONE));
      }
    }
    if (!missing.isEmpty()) {
      UsageCount count = UsageCount.of(database);
      missing.replaceAll((bucket, _) -> count.of(bucket));
      missing.forEach(
          (bucket, usage) ->
              database.putSynced(Table.USAGE, Keys.number(bucket), Records.usage(usage)));
      committed.putAll(missing);
    }
  }

  /** Empty for a bucket that is not there. */
  Optional<Usage> of(long bucket) {
    return Optional.ofNullable(committed.get(bucket));
  }

  /**
   * The batch is written in which these accounts have changed; empty is that of a deleted bucket.
   */
  void commit(Map<Long, Optional<Usage>> changed) {
    changed.forEach(
        (bucket, usage) ->
            usage.ifPresentOrElse(
                now -> committed.put(bucket, now), () -> committed.remove(bucket)));
  }
}
