package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.Usage;
import io.cistern.s3.store.StoreError;

/** Holds buckets to their quotas, inside the commit, so that no two writers share what is left. */
final class Quotas {
  private Quotas() {}

  /** Begins a change of what the bucket holds, before what it replaces is released. */
  static Change begin(Transaction tx, Bucket bucket) {
    return new Change(tx, bucket, usage(tx, bucket));
  }

  /** A change of what a bucket holds. */
  record Change(Transaction tx, Bucket bucket, Usage before) {
    /**
     * Charges the bucket.
     *
     * @throws StoreError.QuotaExceeded if it holds more than before the change, and than it may
     */
    void add(long bytes, long objects) {
      tx.charge(bucket.id(), bytes, objects);
      if (!bucket.settings().quota().allows(before, usage(tx, bucket))) {
        throw new StoreError.QuotaExceeded(
            "The quota of bucket %s does not allow this: %s".formatted(bucket.name(), limits()));
      }
    }

    private String limits() {
      long bytes = bucket.settings().quota().bytes();
      long objects = bucket.settings().quota().objects();
      String ofBytes = bytes == Long.MAX_VALUE ? "" : "%d bytes".formatted(bytes);
      String ofObjects = objects == Long.MAX_VALUE ? "" : "%d objects".formatted(objects);
      return ofBytes.isEmpty() || ofObjects.isEmpty()
          ? ofBytes + ofObjects
          : ofBytes + " and " + ofObjects;
    }
  }

  private static Usage usage(Transaction tx, Bucket bucket) {
    return tx.usage(bucket.id())
        .orElseThrow(() -> new StoreError.NoSuchBucket("the bucket was deleted: " + bucket.name()));
  }
}
