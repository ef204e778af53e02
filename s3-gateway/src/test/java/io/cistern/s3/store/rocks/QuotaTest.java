package io.cistern.s3.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.PartReference;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.Quota;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.model.Usage;
import io.cistern.s3.model.Versioning;
import io.cistern.s3.store.StoreError;
import io.cistern.s3.store.record.Keys;
import io.cistern.s3.store.record.Records;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatchWithIndex;

class QuotaTest extends OpenStore {
  private static final ObjectKey KEY = new ObjectKey("key");

  @Test
  void whatIsOverTheQuotaIsRefusedAndLeavesNothing() throws InterruptedException {
    quota(new Quota(500_000, Long.MAX_VALUE));
    Bytes.put(store, BUCKET, "large", Bytes.random(400_000, 1));
    assertThatThrownBy(() -> Bytes.put(store, BUCKET, "more", Bytes.random(100_001, 2)))
        .isInstanceOf(StoreError.QuotaExceeded.class)
        .hasMessageContaining("500000 bytes");
    Bytes.put(store, BUCKET, "exactly", Bytes.random(100_000, 3));
    assertUsage(500_000, 2);
    awaitFiles(2);
  }

  @Test
  void whatReplacesAndWhatDeletesMakesRoom() {
    quota(new Quota(10, 2));
    Bytes.put(store, BUCKET, "key", Bytes.text("0123456789"));
    Bytes.put(store, BUCKET, "key", Bytes.text("9876543210"));
    delete("key");
    assertUsage(0, 0);
    Bytes.put(store, BUCKET, "one", Bytes.text("1"));
    Bytes.put(store, BUCKET, "two", Bytes.text("2"));
    assertThatThrownBy(() -> Bytes.put(store, BUCKET, "three", Bytes.text("")))
        .isInstanceOf(StoreError.QuotaExceeded.class)
        .hasMessageContaining("10 bytes and 2 objects");
    quota(new Quota(1, 1));
    Bytes.put(store, BUCKET, "two", Bytes.text("3"));
    assertThatThrownBy(() -> Bytes.put(store, BUCKET, "two", Bytes.text("33")))
        .isInstanceOf(StoreError.QuotaExceeded.class);
    assertUsage(2, 2);
  }

  @Test
  void versionsAndCopiesCountInTheirFullSize() {
    versioning(Versioning.ENABLED);
    ObjectRecord first = Bytes.put(store, BUCKET, "key", Bytes.random(40_000, 1));
    Bytes.put(store, BUCKET, "key", Bytes.random(50_000, 2));
    copy(first, "copy");
    assertUsage(130_000, 3);
    quota(new Quota(169_999, Long.MAX_VALUE));
    assertThatThrownBy(() -> copy(first, "again")).isInstanceOf(StoreError.QuotaExceeded.class);
    delete("key");
    assertUsage(130_000, 3);
    store.objects().delete(BUCKET, KEY, Optional.of(first.versionId()), Preconditions.NONE);
    assertUsage(90_000, 2);
    versioning(Versioning.SUSPENDED);
    Bytes.put(store, BUCKET, "key", Bytes.text("1"));
    Bytes.put(store, BUCKET, "key", Bytes.text("22"));
    assertUsage(90_002, 3);
  }

  @Test
  void partsCountFromTheirStartAndOnceWhenTheyAreCompleted() throws InterruptedException {
    quota(new Quota(300_000, Long.MAX_VALUE));
    UploadId id = store.uploads().create(BUCKET, KEY, UploadDraft.EMPTY).id();
    UploadPart one = part(id, 1, 100_000);
    part(id, 2, 100_000);
    part(id, 2, 150_000);
    assertUsage(250_000, 0);
    assertThatThrownBy(() -> part(id, 3, 50_001)).isInstanceOf(StoreError.QuotaExceeded.class);
    complete(id, one);
    awaitUsage(new Usage(100_000, 1));
    UploadId aborted = store.uploads().create(BUCKET, KEY, UploadDraft.EMPTY).id();
    part(aborted, 1, 200_000);
    store.uploads().abort(BUCKET, KEY, aborted);
    awaitUsage(new Usage(100_000, 1));
  }

  @Test
  void aCompletionThatIsOneObjectTooManyLeavesItsUpload() {
    quota(new Quota(Long.MAX_VALUE, 1));
    Bytes.put(store, BUCKET, "other", Bytes.text("1"));
    UploadId id = store.uploads().create(BUCKET, KEY, UploadDraft.EMPTY).id();
    UploadPart one = part(id, 1, 2_000);
    assertThatThrownBy(() -> complete(id, one)).isInstanceOf(StoreError.QuotaExceeded.class);
    delete("other");
    complete(id, one);
    assertUsage(2_000, 1);
  }

  @Test
  void ofManyWritersAsManyWinAsThereIsRoomFor() throws Exception {
    quota(new Quota(10 * 1_000, Long.MAX_VALUE));
    List<Future<?>> writers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 32; i++) {
        String key = "key-" + i;
        writers.add(threads.submit(() -> Bytes.put(store, BUCKET, key, Bytes.random(1_000, 1))));
      }
    }
    assertThat(writers.stream().filter(w -> w.state() == Future.State.SUCCESS)).hasSize(10);
    assertUsage(10_000, 10);
  }

  @Test
  void accountsAndQuotasSurviveAReopeningAndEndWithTheirBucket() {
    quota(new Quota(100, 5));
    Bytes.put(store, BUCKET, "key", Bytes.text("0123456789"));
    reopen();
    assertUsage(10, 1);
    assertThat(store.buckets().get(BUCKET).settings().quota()).isEqualTo(new Quota(100, 5));
    delete("key");
    store.buckets().delete(BUCKET);
    assertThatThrownBy(() -> store.buckets().usage(BUCKET))
        .isInstanceOf(StoreError.NoSuchBucket.class);
    store.buckets().create(BUCKET, BucketSettings.DEFAULT);
    assertUsage(0, 0);
  }

  @Test
  void anAccountThatIsNotThereIsCounted() throws RocksDBException {
    versioning(Versioning.ENABLED);
    Bytes.put(store, BUCKET, "key", Bytes.text("01234"));
    Bytes.put(store, BUCKET, "key", Bytes.text("0123456789"));
    UploadId id = store.uploads().create(BUCKET, KEY, UploadDraft.EMPTY).id();
    part(id, 1, 2_000);
    long bucket = store.buckets().get(BUCKET).id();
    store.buckets().create(new BucketName("empty"), BucketSettings.DEFAULT);
    store.close();
    try (Database database = Database.open(metadata(), options());
        WriteBatchWithIndex batch = new WriteBatchWithIndex(true)) {
      batch.delete(database.family(Table.USAGE), Keys.number(bucket));
      database.write(batch, true);
    }
    openAgain();
    assertUsage(2_015, 2);
  }

  @Test
  void aCheckFindsAnAccountThatIsWrong() {
    Bytes.put(store, BUCKET, "key", Bytes.text("01234"));
    long bucket = store.buckets().get(BUCKET).id();
    store.close();
    try (Database database = Database.open(metadata(), options())) {
      database.putSynced(Table.USAGE, Keys.number(bucket), Records.usage(new Usage(4, 1)));
    }
    List<Finding> findings = new ArrayList<>();
    StoreCheck.run(options().directory(), false, findings::add);
    assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.WRONG_USAGE);
    assertThat(findings.getFirst().losesData()).isFalse();
    openAgain();
  }

  private Path metadata() {
    return RocksStore.metadata(options().directory());
  }

  private void openAgain() {
    store = RocksStore.open(options());
  }

  private void quota(Quota quota) {
    store.buckets().update(BUCKET, settings -> settings.withQuota(quota));
  }

  private UploadPart part(UploadId id, int number, int size) {
    return Bytes.part(store, BUCKET, KEY, id, number, Bytes.random(size, number));
  }

  private void complete(UploadId id, UploadPart part) {
    store
        .uploads()
        .complete(
            BUCKET,
            KEY,
            id,
            List.of(new PartReference(part.number(), part.etag())),
            (_, _) -> ObjectDraft.of(part.etag()),
            Preconditions.NONE);
  }

  private void copy(ObjectRecord source, String target) {
    store
        .objects()
        .copy(
            BUCKET,
            source,
            BUCKET,
            new ObjectKey(target),
            ObjectDraft.of(source.etag()),
            Preconditions.NONE);
  }

  private void delete(String key) {
    store.objects().delete(BUCKET, new ObjectKey(key), Optional.empty(), Preconditions.NONE);
  }

  private void assertUsage(long bytes, long objects) {
    assertThat(store.buckets().usage(BUCKET)).isEqualTo(new Usage(bytes, objects));
  }

  /** Parts that nothing needs any more are taken off the account when they are removed. */
  private void awaitUsage(Usage expected) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!store.buckets().usage(BUCKET).equals(expected) && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(store.buckets().usage(BUCKET)).isEqualTo(expected);
  }
}
