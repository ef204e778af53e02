package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.store.StoreOptions;
import io.cistern.s3.store.extent.ExtentFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store with one bucket, for a test class to extend. */
abstract class OpenStore {
  static final BucketName BUCKET = new BucketName("bucket");

  @TempDir Path directory;
  RocksStore store;

  @BeforeEach
  void openStore() {
    store = RocksStore.open(options());
    store.buckets().create(BUCKET, BucketSettings.DEFAULT);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  StoreOptions options() {
    return StoreOptions.in(directory.resolve("store")).withReserveBytes(0).withMinPartBytes(1000);
  }

  void reopen() {
    store.close();
    store = RocksStore.open(options());
  }

  void versioning(Versioning versioning) {
    store.buckets().update(BUCKET, settings -> settings.withVersioning(versioning));
  }

  /** How many extent files there are. */
  long files() {
    try {
      AtomicLong count = new AtomicLong();
      new ExtentFiles(directory.resolve("store/extents")).forEach(_ -> count.incrementAndGet());
      return count.get();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Waits until what was deleted is gone from the disk. */
  void awaitFiles(long expected) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (files() != expected && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(files()).isEqualTo(expected);
  }
}
