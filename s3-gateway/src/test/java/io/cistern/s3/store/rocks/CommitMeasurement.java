package io.cistern.s3.store.rocks;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.store.StoreOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures durable puts, by hand: arguments are a directory, the inline threshold, seconds a run,
 * and runs as {@code size,threads}. The numbers of ADR 9 come from it.
 */
final class CommitMeasurement {
  private static final BucketName BUCKET = new BucketName("measured");

  private CommitMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    StoreOptions options =
        StoreOptions.in(Path.of(arguments[0])).withInlineBytes(Integer.parseInt(arguments[1]));
    try (RocksStore store = RocksStore.open(options)) {
      if (store.buckets().find(BUCKET).isEmpty()) {
        store.buckets().create(BUCKET, BucketSettings.DEFAULT);
      }
      for (int i = 3; i < arguments.length; i++) {
        String[] pair = arguments[i].split(",");
        run(
            store,
            Integer.parseInt(arguments[2]),
            Integer.parseInt(pair[0]),
            Integer.parseInt(pair[1]));
      }
    }
  }

  private static void run(RocksStore store, int seconds, int size, int threads) throws Exception {
    byte[] body = Bytes.random(size, 1);
    long commits = store.status().commits();
    long batches = store.status().batches();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Future<long[]>> results = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int t = 0; t < threads; t++) {
        int thread = t;
        results.add(
            pool.submit(
                () -> {
                  long[] times = new long[1 << 20];
                  int n = 0;
                  while (System.nanoTime() < end && n < times.length) {
                    long start = System.nanoTime();
                    Bytes.put(store, BUCKET, "t" + thread + "/" + n, body);
                    times[n++] = System.nanoTime() - start;
                  }
                  return Arrays.copyOf(times, n);
                }));
      }
    }
    List<long[]> all = new ArrayList<>();
    for (Future<long[]> result : results) {
      all.add(result.get());
    }
    long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    System.out.printf(
        "size=%d threads=%d put/s=%d p50=%.2fms p99=%.2fms group=%.1f%n",
        size,
        threads,
        sorted.length / seconds,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6,
        (double) (store.status().commits() - commits) / (store.status().batches() - batches));
  }
}
