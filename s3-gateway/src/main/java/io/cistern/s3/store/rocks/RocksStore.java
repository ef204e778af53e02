package io.cistern.s3.store.rocks;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.store.BodyWriter;
import io.cistern.s3.store.Buckets;
import io.cistern.s3.store.Listings;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.store.Objects;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.StoreOptions;
import io.cistern.s3.store.StoreStatus;
import io.cistern.s3.store.Uploads;
import io.cistern.s3.store.Users;
import io.cistern.s3.store.extent.DiskErrors;
import io.cistern.s3.store.extent.ExtentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The object store in a directory: {@code metadata/} is RocksDB's, {@code extents/} holds the
 * bodies that are files.
 */
public final class RocksStore implements ObjectStore {
  private static final int COUNTED = 10_000;

  private final StoreOptions options;
  private final ExtentFiles files;
  private final SpaceGuard space;
  private final Database database;
  private final Sequences sequences;
  private final Committer committer;
  private final TrashCollector trash;
  private final Scrubber scrubber;
  private final RocksUsers users;
  private final RocksBuckets buckets;
  private final Objects objects;
  private final Listings listings;
  private final Uploads uploads;

  private RocksStore(StoreOptions options, Database database) throws IOException {
    this.options = options;
    this.files = new ExtentFiles(options.directory().resolve("extents"));
    ExtentFiles.syncDirectory(options.directory());
    this.space = new SpaceGuard(options.directory(), options.reserveBytes());
    this.database = database;
    this.sequences = new Sequences(database);
    Recovery.run(database, sequences, files);
    Pins pins = new Pins();
    Extents extents = new Extents(database, files);
    UsageLedger ledger = new UsageLedger(database);
    this.committer = new Committer(database, sequences, ledger);
    this.trash = new TrashCollector(database, committer, files, extents, pins);
    this.scrubber = new Scrubber(database, sequences, files, options.scrubBytesPerSecond());
    scrubber.start();
    this.users = new RocksUsers(database, committer);
    this.buckets = new RocksBuckets(database, committer, users, ledger);
    this.objects =
        new RocksObjects(buckets, database, committer, extents, new ObjectOpener(extents, pins));
    this.listings = new RocksListings(buckets, database);
    this.uploads = new RocksUploads(buckets, database, committer, extents, options.minPartBytes());
  }

  /**
   * Opens the store in {@code options.directory()}, or makes it. Bodies that a crash left without
   * an object are removed first; that takes time for what was being written, not for what there is.
   *
   * @throws StoreError.Io if the directory cannot be used, or is open already
   */
  public static RocksStore open(StoreOptions options) {
    Database database = Database.open(prepare(options.directory()), options);
    try {
      return new RocksStore(options, database);
    } catch (IOException failure) {
      database.close();
      throw DiskErrors.of("opening the store in " + options.directory(), failure);
    } catch (RuntimeException failure) {
      database.close();
      throw failure;
    }
  }

  private static Path prepare(Path directory) {
    try {
      // the secrets of users' keys are in it
      return Files.createDirectories(
          metadata(directory),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException failure) {
      throw DiskErrors.of("making the directory " + directory, failure);
    }
  }

  static Path metadata(Path directory) {
    return directory.resolve("metadata");
  }

  @Override
  public Buckets buckets() {
    return buckets;
  }

  @Override
  public Users users() {
    return users;
  }

  @Override
  public Objects objects() {
    return objects;
  }

  @Override
  public Listings listings() {
    return listings;
  }

  @Override
  public Uploads uploads() {
    return uploads;
  }

  @Override
  public BodyWriter write(BucketName bucket, ObjectKey key) {
    return new RocksBody(buckets.get(bucket), key, options, files, sequences, space);
  }

  @Override
  public StoreStatus status() {
    return new StoreStatus(
        space.usable(),
        committer.commits(),
        committer.batches(),
        trash.waiting(COUNTED),
        scrubber.damaged());
  }

  @Override
  public void close() {
    scrubber.close();
    trash.close();
    committer.close();
    database.close();
  }
}
