package io.cistern.s3.store.rocks;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.ListRequest;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectPage;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.model.VersionPage;
import io.cistern.s3.model.VersionPosition;
import io.cistern.s3.store.Listings;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Pages of objects and versions, each from one scan that reads what it shows. */
final class RocksListings implements Listings {
  private final RocksBuckets buckets;
  private final Database database;

  RocksListings(RocksBuckets buckets, Database database) {
    this.buckets = buckets;
    this.database = database;
  }

  @Override
  public ObjectPage objects(BucketName bucket, ListRequest request) {
    long id = buckets.get(bucket).id();
    ListWalk walk = new ListWalk(request.prefix(), request.delimiter());
    List<ObjectRecord> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    Optional<byte[]> from = walk.first(request.from());
    if (from.isEmpty() || request.max() == 0) {
      return new ObjectPage(objects, prefixes, Optional.empty());
    }
    ListPosition last = request.from();
    byte[] end = Keys.past(Keys.current(id, walk.prefix()));
    try (Cursor cursor = database.scan(Table.CURRENT, Keys.current(id, from.get()), end)) {
      while (cursor.valid()) {
        if (objects.size() + prefixes.size() == request.max()) {
          return new ObjectPage(objects, prefixes, Optional.of(last));
        }
        byte[] stored = cursor.key();
        byte[] key = Arrays.copyOfRange(stored, Long.BYTES, stored.length);
        Optional<byte[]> common = walk.commonPrefix(key);
        if (common.isPresent()) {
          prefixes.add(Utf8.decode(common.get()));
          last = new ListPosition.AfterPrefix(prefixes.getLast());
          cursor.seek(Keys.past(Keys.current(id, common.get())));
        } else {
          objects.add(Records.object(new ObjectKey(Utf8.decode(key)), cursor.value()));
          last = new ListPosition.AfterKey(objects.getLast().key().value());
          cursor.next();
        }
      }
    }
    return new ObjectPage(objects, prefixes, Optional.empty());
  }

  @Override
  public VersionPage versions(
      BucketName bucket, String prefix, String delimiter, VersionPosition from, int max) {
    long id = buckets.get(bucket).id();
    ListWalk walk = new ListWalk(prefix, delimiter);
    VersionPageBuilder page = new VersionPageBuilder(walk, max);
    if (max == 0) {
      return page.build();
    }
    try (VersionCursor cursor = VersionCursor.open(database, id, walk.prefix())) {
      if (cursor.moveTo(walk, from)) {
        page.fill(cursor);
      }
    }
    return page.build();
  }
}
