package io.cistern.s3.store.rocks;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Durability;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.PartReference;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.Upload;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.store.StoreOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Changes a store, as a process until it is killed or as a thread until it is told to stop. Before
 * each change it notes what it is about to do, and after it that it is done: {@code > key size seed
 * .} (size -1 for a delete), {@code < key size seed .}. Each thread has keys of its own, so at most
 * one change of a key is under way.
 */
final class CrashWorkload {
  static final int THREADS = 8;
  static final int KEYS = 12;
  private static final BucketName BUCKET = OpenStore.BUCKET;

  /** Where what is to be copied may lie without being on the disk. */
  private static final BucketName RELAXED = new BucketName("relaxed");

  private final RocksStore store;
  private final Random random;
  private final String prefix;
  private final Consumer<String> journal;

  CrashWorkload(RocksStore store, long seed, int thread, Consumer<String> journal) {
    this.store = store;
    this.journal = journal;
    this.random = new Random(seed * 31 + thread);
    this.prefix = "thread-" + thread + "/";
  }

  public static void main(String[] arguments) throws InterruptedException {
    RocksStore store = RocksStore.open(options(Path.of(arguments[0])));
    long seed = Long.parseLong(arguments[1]);
    for (int i = 0; i < THREADS; i++) {
      CrashWorkload workload = new CrashWorkload(store, seed, i, CrashWorkload::print);
      Thread.ofVirtual().start(() -> workload.run(() -> true));
    }
    Thread.sleep(600_000);
  }

  static StoreOptions options(Path directory) {
    return StoreOptions.in(directory).withReserveBytes(0).withMinPartBytes(0);
  }

  static void createBuckets(RocksStore store) {
    store.buckets().create(BUCKET, BucketSettings.DEFAULT);
    store.buckets().create(RELAXED, BucketSettings.DEFAULT.withDurability(Durability.RELAXED));
  }

  void run(BooleanSupplier goOn) {
    while (goOn.getAsBoolean()) {
      ObjectKey key = new ObjectKey(prefix + random.nextInt(KEYS));
      if (random.nextInt(40) == 0) {
        // large enough to be handed to the disk, and let go of, while it is being written
        put(key, 4_500_000 + random.nextInt(5_000_000));
        continue;
      }
      switch (random.nextInt(10)) {
        case 0, 1 -> delete(key);
        case 2, 3 -> multipart(key, 1 + random.nextInt(200_000));
        case 4, 5 -> put(key, 40_000 + random.nextInt(400_000));
        case 6 -> copy(key);
        case 7 -> copyFromRelaxed(key);
        default -> put(key, random.nextInt(2000));
      }
    }
  }

  private void put(ObjectKey key, int size) {
    long seed = random.nextLong();
    byte[] bytes = Bytes.random(size, seed);
    journal.accept("> %s %d %d .".formatted(key, size, seed));
    Bytes.put(store, BUCKET, key.value(), bytes);
    journal.accept("< %s %d %d .".formatted(key, size, seed));
  }

  private void delete(ObjectKey key) {
    journal.accept("> %s -1 0 .".formatted(key));
    store.objects().delete(BUCKET, key, Optional.empty(), Preconditions.NONE);
    journal.accept("< %s -1 0 .".formatted(key));
  }

  private void multipart(ObjectKey key, int size) {
    long seed = random.nextLong();
    byte[] bytes = Bytes.random(2 * size, seed);
    journal.accept("> %s %d %d .".formatted(key, bytes.length, seed));
    Upload upload = store.uploads().create(BUCKET, key, UploadDraft.EMPTY);
    byte[] first = Arrays.copyOf(bytes, size);
    byte[] second = Arrays.copyOfRange(bytes, size, 2 * size);
    Bytes.part(store, BUCKET, key, upload.id(), 2, second);
    Bytes.part(store, BUCKET, key, upload.id(), 1, second);
    Bytes.part(store, BUCKET, key, upload.id(), 1, first);
    Bytes.part(store, BUCKET, key, upload.id(), 3, second);
    List<PartReference> listed =
        List.of(new PartReference(1, Bytes.etag(first)), new PartReference(2, Bytes.etag(second)));
    ObjectDraft draft = ObjectDraft.of(Bytes.etag(bytes));
    store.uploads().complete(BUCKET, key, upload.id(), listed, (_, _) -> draft, Preconditions.NONE);
    journal.accept("< %s %d %d .".formatted(key, bytes.length, seed));
  }

  /** Puts an object and copies it, then deletes what was put: the copy must live on. */
  private void copy(ObjectKey key) {
    long seed = random.nextLong();
    int size = random.nextInt(300_000);
    byte[] bytes = Bytes.random(size, seed);
    String source = prefix + "source-" + seed;
    journal.accept("> %s %d %d .".formatted(source, size, seed));
    ObjectRecord put = Bytes.put(store, BUCKET, source, bytes);
    journal.accept("< %s %d %d .".formatted(source, size, seed));
    journal.accept("> %s %d %d .".formatted(key, size, seed));
    store.objects().copy(BUCKET, put, BUCKET, key, ObjectDraft.of(put.etag()), Preconditions.NONE);
    journal.accept("< %s %d %d .".formatted(key, size, seed));
    delete(new ObjectKey(source));
  }

  /** Copies an object that a power cut may take: it may not take the copy. */
  private void copyFromRelaxed(ObjectKey key) {
    long seed = random.nextLong();
    int size = random.nextInt(300_000);
    journal.accept("> %s %d %d .".formatted(key, size, seed));
    ObjectRecord put = Bytes.put(store, RELAXED, key.value(), Bytes.random(size, seed));
    store.objects().copy(RELAXED, put, BUCKET, key, ObjectDraft.of(put.etag()), Preconditions.NONE);
    journal.accept("< %s %d %d .".formatted(key, size, seed));
    store.objects().delete(RELAXED, key, Optional.empty(), Preconditions.NONE);
  }

  private static void print(String line) {
    synchronized (System.out) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
