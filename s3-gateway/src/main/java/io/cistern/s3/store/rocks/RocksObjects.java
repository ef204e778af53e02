package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.Content;
import io.cistern.s3.model.DeleteMarker;
import io.cistern.s3.model.DeleteResult;
import io.cistern.s3.model.Durability;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectPart;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.ObjectVersion;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.model.VersionId;
import io.cistern.s3.store.BodyWriter;
import io.cistern.s3.store.ObjectReader;
import io.cistern.s3.store.Objects;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.record.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects: reads go to the database, changes to the committer. */
final class RocksObjects implements Objects {
  private final RocksBuckets buckets;
  private final Database database;
  private final Committer committer;
  private final ObjectOpener opener;
  private final Extents extents;

  RocksObjects(
      RocksBuckets buckets,
      Database database,
      Committer committer,
      Extents extents,
      ObjectOpener opener) {
    this.buckets = buckets;
    this.database = database;
    this.committer = committer;
    this.extents = extents;
    this.opener = opener;
  }

  @Override
  public ObjectRecord put(
      BucketName bucket,
      ObjectKey key,
      BodyWriter body,
      ObjectDraft draft,
      Preconditions conditions) {
    RocksBody mine = RocksBody.of(body, bucket);
    mine.seal();
    ObjectRecord stored =
        committer.commit(
            mine.durability(),
            tx -> {
              Bucket target = mine.require(tx);
              Content content = new Content.Slices(mine.store(tx));
              return publish(tx, target, key, mine.size(), 0, content, draft, conditions);
            },
            mine::discard);
    mine.settle();
    return stored;
  }

  /**
   * Makes a content the latest version of a key, which gets the content's references.
   *
   * @param charged how much of {@code size} the bucket is charged with already
   * @throws StoreError.QuotaExceeded if the bucket may not hold it
   */
  static ObjectRecord publish(
      Transaction tx,
      Bucket bucket,
      ObjectKey key,
      long size,
      long charged,
      Content content,
      ObjectDraft draft,
      Preconditions conditions) {
    KeyVersions versions = new KeyVersions(tx, bucket, key);
    Conditions.check(conditions, versions.current());
    Quotas.Change growth = Quotas.begin(tx, bucket);
    boolean nullVersion = versions.makeRoom();
    growth.add(size - charged, 1);
    ObjectRecord object =
        new ObjectRecord(
            key,
            tx.nextSequence(),
            nullVersion,
            tx.now(),
            size,
            draft.etag(),
            draft.metadata(),
            draft.tags(),
            draft.checksums(),
            content);
    versions.putCurrent(object);
    return object;
  }

  @Override
  public ObjectRecord head(BucketName bucket, ObjectKey key, Optional<VersionId> version) {
    VersionLookup lookup =
        new VersionLookup(database::get, database::scan, buckets.get(bucket).id(), key);
    return object(lookup.find(version), key, version);
  }

  @Override
  public ObjectReader open(BucketName bucket, ObjectKey key, Optional<VersionId> version) {
    return opener.open(() -> head(bucket, key, version));
  }

  @Override
  public List<ObjectPart> parts(ObjectRecord object) {
    return switch (object.content()) {
      case Content.Slices _ -> List.of();
      case Content.Manifest named ->
          parts(
              extents
                  .manifest(named.id())
                  .orElseThrow(() -> new StoreError.NoSuchVersion("it was just deleted")));
    };
  }

  private static List<ObjectPart> parts(Manifest manifest) {
    List<ObjectPart> parts = new ArrayList<>();
    long offset = 0;
    for (UploadPart part : manifest.parts()) {
      parts.add(new ObjectPart(part.number(), offset, part.size(), part.etag(), part.checksums()));
      offset += part.size();
    }
    return parts;
  }

  @Override
  public ObjectRecord copy(
      BucketName sourceBucket,
      ObjectRecord source,
      BucketName bucket,
      ObjectKey target,
      ObjectDraft draft,
      Preconditions conditions) {
    if (buckets.isStricter(bucket, sourceBucket)) {
      extents.makeDurable(
          extents
              .slices(source.content())
              .orElseThrow(() -> new StoreError.NoSuchVersion("it was just deleted")));
    }
    return committer.commit(
        durability(bucket),
        tx -> {
          ObjectRecord object = requireUnchanged(tx, sourceBucket, source);
          References.add(tx, object.content());
          Bucket into = RocksBuckets.require(tx, bucket);
          return publish(tx, into, target, object.size(), 0, object.content(), draft, conditions);
        });
  }

  /** The source of a copy, which must be there still. */
  static ObjectRecord requireUnchanged(Transaction tx, BucketName bucket, ObjectRecord source) {
    return new KeyVersions(tx, RocksBuckets.require(tx, bucket), source.key())
        .object(source.sequence())
        .orElseThrow(() -> new StoreError.NoSuchVersion("the source was overwritten or deleted"));
  }

  @Override
  public DeleteResult delete(
      BucketName bucket, ObjectKey key, Optional<VersionId> version, Preconditions conditions) {
    return committer.commit(
        durability(bucket),
        tx -> {
          KeyVersions versions = new KeyVersions(tx, RocksBuckets.require(tx, bucket), key);
          Optional<ObjectVersion> found = versions.find(version);
          Conditions.check(
              conditions,
              found.flatMap(v -> v instanceof ObjectRecord o ? Optional.of(o) : Optional.empty()));
          if (version.isEmpty()) {
            return versions.deleteLatest();
          }
          found.ifPresent(versions::delete);
          return new DeleteResult(version, found.orElse(null) instanceof DeleteMarker);
        });
  }

  @Override
  public ObjectRecord tag(
      BucketName bucket, ObjectKey key, Optional<VersionId> version, Map<String, String> tags) {
    return committer.commit(
        durability(bucket),
        tx -> {
          KeyVersions versions = new KeyVersions(tx, RocksBuckets.require(tx, bucket), key);
          ObjectRecord tagged = object(versions.find(version), key, version).withTags(tags);
          versions.rewrite(tagged);
          return tagged;
        });
  }

  private Durability durability(BucketName bucket) {
    return buckets.get(bucket).settings().durability();
  }

  private static ObjectRecord object(
      Optional<ObjectVersion> found, ObjectKey key, Optional<VersionId> version) {
    if (found.isEmpty()) {
      throw version.isPresent()
          ? new StoreError.NoSuchVersion("no version " + version.get() + " of the key " + key)
          : new StoreError.NoSuchKey("no object with the key " + key);
    }
    return switch (found.get()) {
      case ObjectRecord object -> object;
      case DeleteMarker marker -> throw new StoreError.Deleted("deleted: " + key, marker);
    };
  }
}
