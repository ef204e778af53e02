package io.cistern.s3.testing;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.store.StoreOptions;
import io.cistern.s3.store.rocks.RocksStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real store with the bucket {@code bucket}, for a test class to extend. */
public abstract class TestStore {
  protected static final BucketName BUCKET = new BucketName("bucket");

  @TempDir protected Path directory;
  protected ObjectStore store;

  @BeforeEach
  void openStore() {
    store =
        RocksStore.open(
            StoreOptions.in(directory.resolve("store")).withReserveBytes(0).withMinPartBytes(1000));
    store.buckets().create(BUCKET, BucketSettings.DEFAULT);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  protected void versioning(Versioning versioning) {
    store.buckets().update(BUCKET, settings -> settings.withVersioning(versioning));
  }
}
