package io.cistern.s3.store.rocks;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.ListPosition;
import io.cistern.s3.model.ListRequest;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectPage;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.store.StoreOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Fills a bucket, lists it, reads from it, opens it again, and deletes all; prints how long. */
final class ManyObjects {
  private static final BucketName BUCKET = OpenStore.BUCKET;
  private static final int CLIENTS = 64;

  private final StoreOptions options;
  private final int count;
  private RocksStore store;

  private ManyObjects(StoreOptions options, int count) {
    this.options = options;
    this.count = count;
    this.store = RocksStore.open(options);
  }

  public static void main(String[] arguments) {
    StoreOptions options = StoreOptions.in(Path.of(arguments[0])).withReserveBytes(0);
    new ManyObjects(options, Integer.parseInt(arguments[1])).run();
  }

  private void run() {
    store.buckets().create(BUCKET, BucketSettings.DEFAULT);
    timed("put", () -> inParallel(i -> Bytes.put(store, BUCKET, key(i), Bytes.text(key(i)))));
    timed("list", () -> require(list(false) == count));
    timed("one page", () -> require(page("", ListPosition.START).objects().size() == 1000));
    timed("prefixes", () -> require(page("/", ListPosition.START).commonPrefixes().size() == 100));
    Random random = new Random(1);
    timed(
        "read 10000",
        () -> {
          for (int i = 0; i < 10_000; i++) {
            String key = key(random.nextInt(count));
            require(Arrays.equals(Bytes.get(store, BUCKET, key), Bytes.text(key)));
          }
        });
    timed("close", () -> store.close());
    timed("open", () -> store = RocksStore.open(options));
    timed("delete", () -> require(list(true) == count));
    timed("list nothing", () -> require(list(false) == 0));
    store.close();
    System.out.println("ok");
  }

  private static String key(int i) {
    return "%02d/%08d".formatted(i % 100, i);
  }

  private int list(boolean delete) {
    int seen = 0;
    Optional<ListPosition> next = Optional.of(ListPosition.START);
    while (next.isPresent()) {
      ObjectPage page = page("", next.get());
      seen += page.objects().size();
      if (delete) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
          page.objects().stream()
              .map(ObjectRecord::key)
              .forEach(key -> threads.execute(() -> delete(key)));
        }
      }
      next = page.next();
    }
    return seen;
  }

  private void delete(ObjectKey key) {
    store.objects().delete(BUCKET, key, Optional.empty(), Preconditions.NONE);
  }

  private ObjectPage page(String delimiter, ListPosition from) {
    return store.listings().objects(BUCKET, new ListRequest("", delimiter, from, 1000));
  }

  /** What is done for each number. */
  private interface Step {
    void run(int number);
  }

  private void inParallel(Step step) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < CLIENTS; client++) {
        int first = client;
        threads.execute(
            () -> {
              for (int i = first; i < count; i += CLIENTS) {
                step.run(i);
              }
            });
      }
    }
  }

  private static void timed(String what, Runnable step) {
    long start = System.nanoTime();
    step.run();
    System.out.printf("%s: %.3f s%n", what, (System.nanoTime() - start) / 1e9);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("not as expected");
    }
  }
}
