package io.cistern.s3.store.rocks;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Durability;
import io.cistern.s3.store.StoreOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures how long a store of many objects takes to open, after a clean end and after kill -9
 * under load; by hand: {@code DIRECTORY COUNT}. One object in a thousand is a file. It is filled
 * relaxed, as syncs would only make that take longer, and killed strict.
 */
final class StartMeasurement {
  private static final BucketName BUCKET = OpenStore.BUCKET;
  private static final int CLIENTS = 256;
  private static final int KILLS = 3;
  private static final byte[] LARGE = Bytes.random(40_000, 1);

  private final StoreOptions options;
  private final long count;

  private StartMeasurement(StoreOptions options, long count) {
    this.options = options;
    this.count = count;
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]).resolve("store");
    long count = Long.parseLong(arguments[1]);
    StartMeasurement measurement = new StartMeasurement(StoreOptions.in(home), count);
    if (arguments.length > 2) {
      try (RocksStore store = RocksStore.open(measurement.options)) {
        write(store, count, Long.MAX_VALUE);
      }
    } else {
      measurement.run(Path.of(arguments[0]));
    }
  }

  private void run(Path directory) throws Exception {
    long start = System.nanoTime();
    try (RocksStore store = RocksStore.open(options)) {
      store.buckets().create(BUCKET, BucketSettings.DEFAULT.withDurability(Durability.RELAXED));
      write(store, 0, count);
      store.buckets().update(BUCKET, filled -> filled.withDurability(Durability.STRICT));
    }
    report("put " + count, start);
    open("after a clean end");
    for (int kill = 0; kill < KILLS; kill++) {
      List<String> again = List.of(directory.toString(), Long.toString(count), "until killed");
      Process child = Child.start(directory, List.of("-Xmx256m"), StartMeasurement.class, again);
      if (child.waitFor(10, TimeUnit.SECONDS)) {
        throw new AssertionError("the child has ended, see " + directory.resolve("stderr"));
      }
      child.destroyForcibly().waitFor();
      open("after kill -9 under load");
      open("again");
    }
  }

  private void open(String when) {
    long start = System.nanoTime();
    RocksStore store = RocksStore.open(options);
    report("open " + when, start);
    store.close();
  }

  /** Puts objects of the numbers {@code from} to {@code to}, exclusive. */
  private static void write(RocksStore store, long from, long to) {
    AtomicLong next = new AtomicLong(from);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < CLIENTS; client++) {
        threads.execute(
            () -> {
              for (long i = next.getAndIncrement(); i < to; i = next.getAndIncrement()) {
                String key = "%02d/%010d".formatted(i % 100, i);
                Bytes.put(store, BUCKET, key, i % 1000 == 0 ? LARGE : Bytes.text(key));
              }
            });
      }
    }
  }

  private static void report(String what, long start) {
    System.out.printf("%s: %.3f s%n", what, (System.nanoTime() - start) / 1e9);
  }
}
