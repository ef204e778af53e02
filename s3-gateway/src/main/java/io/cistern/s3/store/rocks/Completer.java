package io.cistern.s3.store.rocks;

import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.Content;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.PartReference;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.record.Completion;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Manifest;
import io.cistern.s3.store.record.Records;
import io.cistern.s3.store.record.Trash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Makes an upload an object. Its up to 10,000 parts are read before the commit, which then only
 * checks that none has changed: so one large upload does not hold up everybody's commits.
 */
final class Completer {
  private final Database database;
  private final Committer committer;
  private final long minPartBytes;

  Completer(Database database, Committer committer, long minPartBytes) {
    this.database = database;
    this.committer = committer;
    this.minPartBytes = minPartBytes;
  }

  ObjectRecord complete(
      Bucket bucket,
      ObjectKey key,
      long upload,
      List<PartReference> listed,
      BiFunction<UploadDraft, List<UploadPart>, ObjectDraft> draft,
      Preconditions conditions) {
    Optional<ObjectRecord> done = Optional.empty();
    while (done.isEmpty()) {
      Optional<byte[]> row = database.get(Table.UPLOADS, Keys.upload(bucket.id(), key, upload));
      if (row.isEmpty()) {
        return answerAgain(bucket, key, upload, listed);
      }
      UploadDraft begun = Records.upload(key, UploadId.of(upload), row.get()).draft();
      long lastChange = lastChange(database.get(Table.PARTS, Keys.part(upload, 0)));
      List<UploadPart> parts = select(upload, listed);
      ObjectDraft described = draft.apply(begun, parts);
      done =
          committer.commit(
              bucket.settings().durability(),
              tx -> {
                Bucket now = RocksBuckets.require(tx, bucket.name());
                return unchanged(tx, now, key, upload, lastChange)
                    ? Optional.of(
                        publish(tx, now, key, upload, listed, parts, described, conditions))
                    : Optional.empty();
              });
    }
    return done.get();
  }

  private static boolean unchanged(
      Transaction tx, Bucket bucket, ObjectKey key, long upload, long lastChange) {
    return tx.get(Table.UPLOADS, Keys.upload(bucket.id(), key, upload)).isPresent()
        && lastChange(tx.get(Table.PARTS, Keys.part(upload, 0))) == lastChange;
  }

  private static ObjectRecord publish(
      Transaction tx,
      Bucket bucket,
      ObjectKey key,
      long upload,
      List<PartReference> listed,
      List<UploadPart> parts,
      ObjectDraft draft,
      Preconditions conditions) {
    long manifest = tx.nextSequence() << 1;
    long size = parts.stream().mapToLong(UploadPart::size).sum();
    Content content = new Content.Manifest(manifest, parts.size());
    ObjectRecord object =
        RocksObjects.publish(tx, bucket, key, size, size, content, draft, conditions);
    // the parts' references pass to the manifest, and their bytes to the object
    tx.put(Table.MANIFESTS, Keys.number(manifest), Records.manifest(new Manifest(parts)));
    tx.delete(Table.UPLOADS, Keys.upload(bucket.id(), key, upload));
    References.discard(tx, new Trash.PartsOf(bucket.id(), upload, manifest));
    tx.put(
        Table.COMPLETIONS,
        Keys.number(upload),
        Records.completion(new Completion(bucket.id(), tx.now(), listed, object)));
    return object;
  }

  private ObjectRecord answerAgain(
      Bucket bucket, ObjectKey key, long upload, List<PartReference> listed) {
    return database
        .get(Table.COMPLETIONS, Keys.number(upload))
        .map(Records::completion)
        .filter(
            completion ->
                completion.bucket() == bucket.id()
                    && completion.answer().key().equals(key)
                    && completion.listed().equals(listed))
        .map(Completion::answer)
        .orElseThrow(
            () ->
                new StoreError.NoSuchUpload(
                    "no upload " + UploadId.of(upload) + " for this key is under way"));
  }

  private List<UploadPart> select(long upload, List<PartReference> listed) {
    if (listed.isEmpty()) {
      throw new StoreError.InvalidPart("no part is listed");
    }
    List<UploadPart> parts = new ArrayList<>(listed.size());
    int before = 0;
    for (PartReference reference : listed) {
      if (reference.number() <= before) {
        throw new StoreError.InvalidPartOrder("parts are listed by ascending number");
      }
      before = reference.number();
      parts.add(part(upload, reference));
    }
    for (UploadPart part : parts.subList(0, parts.size() - 1)) {
      if (part.size() < minPartBytes) {
        throw new StoreError.PartTooSmall(
            "part %d has %d bytes, and only the last may have less than %d"
                .formatted(part.number(), part.size(), minPartBytes));
      }
    }
    return parts;
  }

  private UploadPart part(long upload, PartReference reference) {
    return database
        .get(Table.PARTS, Keys.part(upload, reference.number()))
        .map(Records::part)
        .filter(part -> part.etag().equals(reference.etag()))
        .orElseThrow(() -> new StoreError.InvalidPart("part %d".formatted(reference.number())));
  }

  private static long lastChange(Optional<byte[]> value) {
    return value.map(Records::count).orElse(0L);
  }
}
