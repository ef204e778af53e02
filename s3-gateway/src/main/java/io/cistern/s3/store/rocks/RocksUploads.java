package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.Durability;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.PartDraft;
import io.cistern.s3.model.PartPage;
import io.cistern.s3.model.PartReference;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.Slice;
import io.cistern.s3.model.Upload;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPage;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.model.UploadPosition;
import io.cistern.s3.store.BodyWriter;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.Uploads;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import io.cistern.s3.store.record.Trash;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** Multipart uploads under way. {@link Completer} ends them well. */
final class RocksUploads implements Uploads {
  private final RocksBuckets buckets;
  private final Database database;
  private final Committer committer;
  private final Extents extents;
  private final Completer completer;

  RocksUploads(
      RocksBuckets buckets,
      Database database,
      Committer committer,
      Extents extents,
      long minPartBytes) {
    this.buckets = buckets;
    this.database = database;
    this.committer = committer;
    this.extents = extents;
    this.completer = new Completer(database, committer, minPartBytes);
  }

  @Override
  public Upload create(BucketName bucket, ObjectKey key, UploadDraft draft) {
    return committer.commit(
        durability(bucket),
        tx -> {
          long number = tx.nextSequence();
          Upload upload = new Upload(key, UploadId.of(number), tx.now(), draft);
          long id = RocksBuckets.require(tx, bucket).id();
          tx.put(Table.UPLOADS, Keys.upload(id, key, number), Records.upload(upload));
          return upload;
        });
  }

  @Override
  public Upload get(BucketName bucket, ObjectKey key, UploadId id) {
    byte[] row = Keys.upload(buckets.get(bucket).id(), key, number(id));
    return database
        .get(Table.UPLOADS, row)
        .map(value -> Records.upload(key, id, value))
        .orElseThrow(() -> missing(id));
  }

  @Override
  public UploadPart putPart(
      BucketName bucket, ObjectKey key, UploadId id, int number, BodyWriter body, PartDraft draft) {
    RocksBody mine = RocksBody.of(body, bucket);
    mine.seal();
    UploadPart stored =
        committer.commit(
            mine.durability(),
            tx -> {
              Bucket target = mine.require(tx);
              requireUpload(tx, target, key, id);
              return store(tx, target, number(id), number, mine.size(), draft, mine.store(tx));
            },
            mine::discard);
    mine.settle();
    return stored;
  }

  @Override
  public UploadPart copyPart(
      BucketName bucket,
      ObjectKey key,
      UploadId id,
      int number,
      BucketName sourceBucket,
      ObjectRecord source,
      long offset,
      long length,
      PartDraft draft) {
    List<Slice> slices = slices(source, offset, length);
    if (buckets.isStricter(bucket, sourceBucket)) {
      extents.makeDurable(slices);
    }
    return committer.commit(
        durability(bucket),
        tx -> {
          Bucket target = RocksBuckets.require(tx, bucket);
          requireUpload(tx, target, key, id);
          RocksObjects.requireUnchanged(tx, sourceBucket, source);
          References.add(tx, slices);
          return store(tx, target, number(id), number, length, draft, slices);
        });
  }

  private List<Slice> slices(ObjectRecord source, long offset, long length) {
    Objects.checkFromIndexSize(offset, length, source.size());
    SliceIndex index =
        new SliceIndex(
            extents
                .slices(source.content())
                .orElseThrow(() -> new StoreError.NoSuchVersion("the source was deleted")));
    List<Slice> slices = new ArrayList<>();
    for (long at = offset; at < offset + length; at += slices.getLast().length()) {
      Slice rest = index.at(at);
      long take = Math.min(rest.length(), offset + length - at);
      slices.add(new Slice(rest.extent(), rest.offset(), take));
    }
    return slices;
  }

  private static UploadPart store(
      Transaction tx,
      Bucket bucket,
      long upload,
      int number,
      long size,
      PartDraft draft,
      List<Slice> slices) {
    byte[] key = Keys.part(upload, number);
    Optional<UploadPart> replaced = tx.get(Table.PARTS, key).map(Records::part);
    replaced.ifPresent(part -> References.release(tx, part.slices()));
    Quotas.begin(tx, bucket).add(size - replaced.map(UploadPart::size).orElse(0L), 0);
    UploadPart part =
        new UploadPart(
            number, tx.nextSequence(), tx.now(), size, draft.etag(), draft.checksums(), slices);
    tx.put(Table.PARTS, key, Records.part(part));
    tx.put(Table.PARTS, Keys.part(upload, 0), Records.count(part.sequence()));
    return part;
  }

  @Override
  public PartPage parts(BucketName bucket, ObjectKey key, UploadId id, int after, int max) {
    get(bucket, key, id);
    List<UploadPart> parts = new ArrayList<>();
    long upload = number(id);
    byte[] end = Keys.past(Keys.number(upload));
    try (Cursor cursor = database.scan(Table.PARTS, Keys.part(upload, after + 1), end)) {
      for (; cursor.valid() && parts.size() < max; cursor.next()) {
        parts.add(Records.part(cursor.value()));
      }
      return new PartPage(parts, cursor.valid());
    }
  }

  @Override
  public UploadPage list(
      BucketName bucket, String prefix, String delimiter, UploadPosition from, int max) {
    return new UploadScan(database, buckets.get(bucket).id(), prefix, delimiter).page(from, max);
  }

  @Override
  public ObjectRecord complete(
      BucketName bucket,
      ObjectKey key,
      UploadId id,
      List<PartReference> listed,
      BiFunction<UploadDraft, List<UploadPart>, ObjectDraft> draft,
      Preconditions conditions) {
    Bucket target = buckets.get(bucket);
    return completer.complete(target, key, number(id), listed, draft, conditions);
  }

  @Override
  public void abort(BucketName bucket, ObjectKey key, UploadId id) {
    committer.commit(
        durability(bucket),
        tx -> {
          Bucket of = RocksBuckets.require(tx, bucket);
          tx.delete(Table.UPLOADS, requireUpload(tx, of, key, id));
          References.discard(tx, new Trash.PartsOf(of.id(), number(id), 0));
          return id;
        });
  }

  private static byte[] requireUpload(Transaction tx, Bucket bucket, ObjectKey key, UploadId id) {
    byte[] row = Keys.upload(bucket.id(), key, number(id));
    if (tx.get(Table.UPLOADS, row).isEmpty()) {
      throw missing(id);
    }
    return row;
  }

  private static long number(UploadId id) {
    return id.number().orElseThrow(() -> missing(id));
  }

  private static StoreError missing(UploadId id) {
    return new StoreError.NoSuchUpload("no upload " + id + " for this key is under way");
  }

  private Durability durability(BucketName bucket) {
    return buckets.get(bucket).settings().durability();
  }
}
