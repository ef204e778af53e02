package io.cistern.s3.store.rocks;

import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Upload;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPage;
import io.cistern.s3.model.UploadPosition;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Pages of the uploads under way in a bucket. */
final class UploadScan {
  private final Database database;
  private final long bucket;
  private final ListWalk walk;

  UploadScan(Database database, long bucket, String prefix, String delimiter) {
    this.database = database;
    this.bucket = bucket;
    this.walk = new ListWalk(prefix, delimiter);
  }

  UploadPage page(UploadPosition from, int max) {
    List<Upload> uploads = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    Optional<byte[]> first = first(from);
    if (first.isEmpty() || max == 0) {
      return new UploadPage(uploads, prefixes, Optional.empty());
    }
    UploadPosition last = from;
    byte[] end = Keys.past(Keys.escapedPrefix(bucket, walk.prefix()));
    try (Cursor cursor = database.scan(Table.UPLOADS, first.get(), end)) {
      while (cursor.valid()) {
        if (uploads.size() + prefixes.size() == max) {
          return new UploadPage(uploads, prefixes, Optional.of(last));
        }
        byte[] key = Keys.objectKey(cursor.key());
        Optional<byte[]> common = walk.commonPrefix(key);
        if (common.isPresent()) {
          prefixes.add(Utf8.decode(common.get()));
          last =
              new UploadPosition(
                  new ListPosition.AfterPrefix(prefixes.getLast()), Optional.empty());
          cursor.seek(Keys.past(Keys.escapedPrefix(bucket, common.get())));
        } else {
          uploads.add(upload(key, cursor));
          Upload shown = uploads.getLast();
          last =
              new UploadPosition(
                  new ListPosition.AfterKey(shown.key().value()), Optional.of(shown.id()));
          cursor.next();
        }
      }
    }
    return new UploadPage(uploads, prefixes, Optional.empty());
  }

  private static Upload upload(byte[] key, Cursor cursor) {
    UploadId id = UploadId.of(Keys.lastNumber(cursor.key()));
    return Records.upload(new ObjectKey(Utf8.decode(key)), id, cursor.value());
  }

  private Optional<byte[]> first(UploadPosition from) {
    if (from.key() instanceof ListPosition.AfterKey after
        && !after.key().isEmpty()
        && from.upload().isPresent()) {
      // within the key, past the upload; text that names none goes past no upload
      long shown = from.upload().get().number().orElse(0);
      byte[] row = Keys.upload(bucket, new ObjectKey(after.key()), shown);
      return Optional.of(atLeastPrefix(Arrays.copyOf(row, row.length + 1)));
    }
    return walk.first(from.key()).map(key -> Keys.escapedPrefix(bucket, key));
  }

  private byte[] atLeastPrefix(byte[] row) {
    byte[] least = Keys.escapedPrefix(bucket, walk.prefix());
    return Arrays.compareUnsigned(row, least) < 0 ? least : row;
  }
}
