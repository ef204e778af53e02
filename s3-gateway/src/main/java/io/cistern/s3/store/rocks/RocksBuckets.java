package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Durability;
import io.cistern.s3.model.Usage;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.store.Buckets;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import io.cistern.s3.store.record.Trash;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** The buckets, all in memory; what is read is committed. */
final class RocksBuckets implements Buckets {
  private final Committer committer;
  private final RocksUsers users;
  private final UsageLedger ledger;
  private final ConcurrentSkipListMap<String, Bucket> committed = new ConcurrentSkipListMap<>();

  RocksBuckets(Database database, Committer committer, RocksUsers users, UsageLedger ledger) {
    this.committer = committer;
    this.users = users;
    this.ledger = ledger;
    try (Cursor cursor = database.scan(Table.BUCKETS, new byte[0])) {
      for (; cursor.valid(); cursor.next()) {
        BucketName name = new BucketName(Utf8.decode(cursor.key()));
        committed.put(name.value(), Records.bucket(name, cursor.value()));
      }
    }
  }

  /**
   * The bucket as the changes before this one left it.
   *
   * @throws StoreError.NoSuchBucket if there is none
   */
  static Bucket require(Transaction tx, BucketName name) {
    return find(tx, name)
        .orElseThrow(() -> new StoreError.NoSuchBucket("there is no bucket " + name));
  }

  /** The bucket as the changes before this one left it. */
  static Optional<Bucket> find(Transaction tx, BucketName name) {
    return tx.get(Table.BUCKETS, key(name)).map(value -> Records.bucket(name, value));
  }

  @Override
  public Bucket create(BucketName name, BucketSettings settings) {
    return committer.commit(
        Durability.STRICT,
        tx -> {
          if (tx.get(Table.BUCKETS, key(name)).isPresent()) {
            throw new StoreError.BucketExists("there is a bucket " + name);
          }
          Bucket bucket = new Bucket(tx.nextSequence(), name, tx.now(), settings);
          tx.account(bucket.id(), Optional.of(Usage.NONE));
          return store(tx, bucket);
        });
  }

  @Override
  public Usage usage(BucketName name) {
    return ledger
        .of(get(name).id())
        .orElseThrow(() -> new StoreError.NoSuchBucket("the bucket was deleted: " + name));
  }

  @Override
  public Optional<Bucket> find(BucketName name) {
    return Optional.ofNullable(committed.get(name.value()));
  }

  @Override
  public List<Bucket> list(String prefix, String after, int max) {
    // a prefix that is not below "after" is where its names begin
    boolean fromPrefix = prefix.compareTo(after) > 0;
    return committed.tailMap(fromPrefix ? prefix : after, fromPrefix).values().stream()
        .takeWhile(bucket -> bucket.name().value().startsWith(prefix))
        .limit(max)
        .toList();
  }

  @Override
  public Bucket update(BucketName name, UnaryOperator<BucketSettings> change) {
    return committer.commit(
        Durability.STRICT,
        tx -> {
          Bucket bucket = require(tx, name);
          return store(tx, bucket.withSettings(change.apply(bucket.settings())));
        });
  }

  @Override
  public void delete(BucketName name) {
    committer.commit(Durability.STRICT, tx -> delete(tx, require(tx, name)));
  }

  @Override
  public void delete(Bucket bucket) {
    committer.commit(
        Durability.STRICT,
        tx -> {
          Bucket now = require(tx, bucket.name());
          if (now.id() != bucket.id()) {
            throw new StoreError.NoSuchBucket("the bucket was deleted: " + bucket.name());
          }
          return delete(tx, now);
        });
  }

  private Bucket delete(Transaction tx, Bucket bucket) {
    BucketName name = bucket.name();
    if (holds(tx, Table.CURRENT, bucket) || holds(tx, Table.VERSIONS, bucket)) {
      throw new StoreError.BucketNotEmpty("there are objects in bucket " + name);
    }
    abortUploads(tx, bucket);
    users.forget(tx, bucket.id());
    tx.account(bucket.id(), Optional.empty());
    tx.delete(Table.BUCKETS, key(name));
    tx.onCommit(() -> committed.remove(name.value()));
    return bucket;
  }

  /** Whether what lies in {@code source} is not yet as durable as {@code target} wants it. */
  boolean isStricter(BucketName target, BucketName source) {
    return get(target).settings().durability() == Durability.STRICT
        && get(source).settings().durability() == Durability.RELAXED;
  }

  private Bucket store(Transaction tx, Bucket bucket) {
    tx.put(Table.BUCKETS, key(bucket.name()), Records.bucket(bucket));
    tx.onCommit(() -> committed.put(bucket.name().value(), bucket));
    return bucket;
  }

  private static boolean holds(Transaction tx, Table table, Bucket bucket) {
    byte[] prefix = Keys.number(bucket.id());
    try (Cursor cursor = tx.scan(table, prefix)) {
      return cursor.valid() && Keys.startsWith(cursor.key(), prefix);
    }
  }

  private static void abortUploads(Transaction tx, Bucket bucket) {
    byte[] prefix = Keys.number(bucket.id());
    try (Cursor cursor = tx.scan(Table.UPLOADS, prefix)) {
      for (; cursor.valid() && Keys.startsWith(cursor.key(), prefix); cursor.next()) {
        tx.delete(Table.UPLOADS, cursor.key());
        References.discard(tx, new Trash.PartsOf(bucket.id(), Keys.lastNumber(cursor.key()), 0));
      }
    }
  }

  private static byte[] key(BucketName name) {
    return Utf8.encode(name.value());
  }
}
