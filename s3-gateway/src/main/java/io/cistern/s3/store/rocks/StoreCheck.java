package io.cistern.s3.store.rocks;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.Content;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.ObjectVersion;
import io.cistern.s3.model.Slice;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.model.UserName;
import io.cistern.s3.model.Utf8;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.StoreOptions;
import io.cistern.s3.store.extent.DiskErrors;
import io.cistern.s3.store.extent.ExtentFiles;
import io.cistern.s3.store.extent.ExtentId;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Manifest;
import io.cistern.s3.store.record.Records;
import io.cistern.s3.store.record.Trash;
import io.cistern.s3.store.record.UserRecords;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Verifies a store that is not in use, and changes nothing: every record is read, references are
 * followed in both directions, and files compared with what the metadata says of them. What a crash
 * left for the next start to clear away is as it should be.
 */
public final class StoreCheck implements AutoCloseable {
  private final Database database;
  private final ExtentFiles extents;
  private final FileCheck files;
  private final Consumer<Finding> findings;
  private final ReferenceCounts counts = new ReferenceCounts();
  private final Set<Long> trashedFiles = new HashSet<>();
  private final Map<Long, Integer> trashedManifests = new HashMap<>();
  private final Map<Long, Set<Long>> completedUploads = new HashMap<>();
  private final Map<Long, BucketName> buckets = new HashMap<>();
  private final UsageCount usage = new UsageCount();

  private StoreCheck(Path directory, Consumer<Finding> findings) throws IOException {
    this.findings = findings;
    this.database =
        Database.openReadOnly(RocksStore.metadata(directory), StoreOptions.in(directory));
    this.extents = new ExtentFiles(directory.resolve("extents"));
    this.files = new FileCheck(extents, database, findings);
  }

  /**
   * Checks the store in {@code directory}.
   *
   * @param readBodies whether every byte of every file is read, too
   * @param findings is told what is wrong, as it is found
   * @throws StoreError.Unavailable if the store is in use
   */
  public static void run(Path directory, boolean readBodies, Consumer<Finding> findings) {
    Path lockFile = RocksStore.metadata(directory).resolve("LOCK");
    // RocksDB holds this file while it is open, with the same kind of lock
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new StoreError.Unavailable("the store in " + directory + " is in use");
      }
      try (StoreCheck check = new StoreCheck(directory, findings)) {
        check.readTrash();
        check.readBucketsAndUploads();
        check.countObjects();
        check.countParts();
        check.compareCounts();
        check.compareUsage();
        check.files.checkKnown(readBodies, _ -> {});
        check.findUnknownFiles();
      }
    } catch (IOException failure) {
      throw DiskErrors.of("checking the store in " + directory, failure);
    }
  }

  private void readTrash() {
    each(
        Table.TRASH,
        (_, value) -> {
          switch (Records.trash(value)) {
            case Trash.File file -> trashedFiles.add(file.extent());
            case Trash.ManifestOf of -> trashedManifests.put(of.manifest(), of.done());
            case Trash.PartsOf of -> {
              Set<Long> completed = UsageCount.partsOf(database, of.manifest());
              completedUploads.put(of.upload(), completed);
              usage.upload(of.upload(), of.bucket(), completed);
            }
          }
        });
  }

  private void readBucketsAndUploads() {
    each(
        Table.BUCKETS,
        (key, value) -> {
          BucketName name = new BucketName(Utf8.decode(key));
          buckets.put(Records.bucket(name, value).id(), name);
        });
    each(
        Table.UPLOADS,
        (key, value) -> {
          long upload = Keys.lastNumber(key);
          usage.upload(upload, Keys.number(key), Set.of());
          Records.upload(
              new ObjectKey(Utf8.decode(Keys.objectKey(key))), UploadId.of(upload), value);
        });
    each(Table.COMPLETIONS, (_, value) -> Records.completion(value));
    each(Table.USERS, (key, value) -> UserRecords.user(new UserName(Utf8.decode(key)), value));
  }

  private void countObjects() {
    each(
        Table.CURRENT,
        (key, value) -> {
          byte[] name = Arrays.copyOfRange(key, 8, key.length);
          count(Keys.number(key), Records.object(new ObjectKey(Utf8.decode(name)), value));
        });
    each(
        Table.VERSIONS,
        (key, value) -> {
          ObjectKey name = new ObjectKey(Utf8.decode(Keys.objectKey(key)));
          ObjectVersion version = Records.version(name, value);
          if (version.sequence() != ~Keys.lastNumber(key)) {
            report(Finding.Kind.CONTRADICTING_VERSIONS, "a version of " + name);
          }
          if (version instanceof ObjectRecord object) {
            count(Keys.number(key), object);
          }
        });
    each(Table.NULLS, this::checkNull);
  }

  private void checkNull(byte[] key, byte[] value) {
    ObjectKey name = new ObjectKey(Utf8.decode(Arrays.copyOfRange(key, 8, key.length)));
    byte[] row = Keys.version(Keys.number(key), name, Keys.number(value));
    boolean agrees =
        database
            .get(Table.VERSIONS, row)
            .map(found -> Records.version(name, found))
            .filter(ObjectVersion::nullVersion)
            .isPresent();
    if (!agrees) {
      report(Finding.Kind.CONTRADICTING_VERSIONS, "the null version of " + name);
    }
  }

  private void count(long bucket, ObjectRecord object) {
    usage.object(bucket, object);
    switch (object.content()) {
      case Content.Slices some -> count(some.slices(), object.key().value());
      case Content.Manifest named -> {
        counts.add(named.id());
        if (database.get(Table.MANIFESTS, Keys.number(named.id())).isEmpty()) {
          report(Finding.Kind.MISSING_BODY, "the parts of " + object.key());
        }
      }
    }
  }

  private void count(List<Slice> slices, String of) {
    for (Slice slice : slices) {
      counts.add(slice.extent());
      Table table = ExtentId.isFile(slice.extent()) ? Table.EXTENTS : Table.BODIES;
      if (database.get(table, Keys.number(slice.extent())).isEmpty()) {
        report(Finding.Kind.MISSING_BODY, "extent %016x of %s".formatted(slice.extent(), of));
      }
    }
  }

  private void countParts() {
    each(
        Table.MANIFESTS,
        (key, value) -> {
          Manifest manifest = Records.manifest(value);
          int released = trashedManifests.getOrDefault(Keys.number(key), 0);
          for (UploadPart part : manifest.parts().subList(released, manifest.parts().size())) {
            count(part.slices(), "part %d of a completed upload".formatted(part.number()));
          }
        });
    each(
        Table.PARTS,
        (key, value) -> {
          Set<Long> manifests = completedUploads.getOrDefault(Keys.number(key), Set.of());
          if (Keys.partNumber(key) == 0) {
            return;
          }
          UploadPart part = Records.part(value);
          usage.part(Keys.number(key), part);
          if (!manifests.contains(part.sequence())) {
            count(part.slices(), "part %d of an upload".formatted(part.number()));
          }
        });
  }

  private void compareCounts() {
    for (Table table : List.of(Table.BODIES, Table.EXTENTS, Table.MANIFESTS)) {
      each(table, (key, _) -> compareCount(Keys.number(key)));
    }
  }

  private void compareCount(long id) {
    long named = counts.of(id) + (trashedManifests.containsKey(id) ? 1 : 0);
    long counted = database.get(Table.REFERENCES, Keys.number(id)).map(Records::count).orElse(1L);
    if (named == 0) {
      report(Finding.Kind.UNREFERENCED_BODY, "%016x".formatted(id));
    } else if (named != counted) {
      report(
          Finding.Kind.WRONG_COUNT,
          "%016x is named %d times and counted %d".formatted(id, named, counted));
    }
  }

  private void compareUsage() {
    // where there is no account yet, the next start makes it
    buckets.forEach(
        (bucket, name) ->
            database
                .get(Table.USAGE, Keys.number(bucket))
                .map(Records::usage)
                .filter(account -> !account.equals(usage.of(bucket)))
                .ifPresent(
                    account ->
                        report(
                            Finding.Kind.WRONG_USAGE,
                            "%s holds %s, and its account says %s"
                                .formatted(name, usage.of(bucket), account))));
  }

  private void findUnknownFiles() throws IOException {
    files.findUnknown(
        new Sequences(database).unsettledFrom(),
        extent -> {
          if (!trashedFiles.contains(extent)) {
            files.report(Finding.Kind.UNKNOWN_FILE, extent, extents.path(extent).toString());
          }
        });
  }

  /** What is done with each record of a table. */
  private interface Visit {
    void record(byte[] key, byte[] value);
  }

  private void each(Table table, Visit visit) {
    try (Cursor cursor = database.scan(table, new byte[0])) {
      for (; cursor.valid(); cursor.next()) {
        try {
          visit.record(cursor.key(), cursor.value());
        } catch (StoreError.Corrupt | IllegalArgumentException unreadable) {
          report(Finding.Kind.UNREADABLE_RECORD, table + ": " + unreadable.getMessage());
        }
      }
    }
  }

  private void report(Finding.Kind kind, String what) {
    findings.accept(new Finding(kind, what));
  }

  @Override
  public void close() {
    database.close();
  }
}
