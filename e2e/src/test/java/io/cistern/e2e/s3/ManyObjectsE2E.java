package io.cistern.e2e.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket of many objects in the packaged gateway, filled, listed, read from, and emptied; its
 * memory stays where it was. {@code -Dcistern.e2e.objects=1000000} for a million; times and memory
 * are printed.
 */
@Timeout(1800)
class ManyObjectsE2E {
  private static final int OBJECTS = Integer.getInteger("cistern.e2e.objects", 5_000);
  private static final int READ = Math.min(OBJECTS, 10_000);
  private static final int CLIENTS = 32;
  private static final String BUCKET = "many";

  /** Less than its bounds add up to: what requests leave behind them does not gather. */
  private static final long MOST_BYTES = 448L << 20;

  @RegisterExtension static final RunningGateway GATEWAY = new RunningGateway();

  @Test
  void aLargeBucketIsListedReadAndEmptiedInFlatMemory() throws Exception {
    try (S3Client s3 = GATEWAY.client()) {
      s3.createBucket(request -> request.bucket(BUCKET));
      timed("put " + OBJECTS, () -> inParallel(OBJECTS, i -> put(s3, i)));
      timed("list all", () -> assertThat(list(s3)).isEqualTo(OBJECTS));
      Random random = new Random(1);
      List<Integer> read = random.ints(READ, 0, OBJECTS).boxed().toList();
      timed("read " + READ, () -> inParallel(READ, i -> assertRead(s3, read.get(i))));
      timed("delete all", () -> deleteAll(s3));
      timed("list nothing", () -> assertThat(list(s3)).isZero());
      s3.deleteBucket(request -> request.bucket(BUCKET));
      assertThat(GATEWAY.peakBytes()).isLessThan(MOST_BYTES);
    }
  }

  /** Keys whose order is not that of their numbers. */
  private static String key(int number) {
    return "%02d/%08d".formatted(number % 100, number);
  }

  private static void put(S3Client s3, int number) {
    String key = key(number);
    s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(key));
  }

  private static void assertRead(S3Client s3, int number) {
    String key = key(number);
    assertThat(s3.getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asUtf8String())
        .isEqualTo(key);
  }

  private static int list(S3Client s3) {
    int count = 0;
    String last = "";
    for (S3Object object : s3.listObjectsV2Paginator(list -> list.bucket(BUCKET)).contents()) {
      assertThat(object.key()).isGreaterThan(last);
      last = object.key();
      count++;
    }
    return count;
  }

  private static void deleteAll(S3Client s3) {
    while (true) {
      ListObjectsV2Response page = s3.listObjectsV2(list -> list.bucket(BUCKET));
      if (page.contents().isEmpty()) {
        return;
      }
      List<ObjectIdentifier> keys =
          page.contents().stream()
              .map(object -> ObjectIdentifier.builder().key(object.key()).build())
              .toList();
      assertThat(
              s3.deleteObjects(
                      request ->
                          request.bucket(BUCKET).delete(some -> some.objects(keys).quiet(true)))
                  .errors())
          .isEmpty();
    }
  }

  /** What is done for a number. */
  private interface Step {
    void run(int number);
  }

  private static void inParallel(int count, Step step) {
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int first = client;
        clients.add(
            threads.submit(
                () -> {
                  for (int i = first; i < count; i += CLIENTS) {
                    step.run(i);
                  }
                }));
      }
      for (Future<?> client : clients) {
        client.get();
      }
    } catch (ExecutionException failure) {
      throw new AssertionError("a client failed: " + failure.getCause(), failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private static void timed(String what, Runnable step) {
    long start = System.nanoTime();
    step.run();
    System.out.printf(
        "many objects: %s: %.1f s, resident %d MiB, at most %d MiB%n",
        what,
        (System.nanoTime() - start) / 1e9,
        GATEWAY.residentBytes() >> 20,
        GATEWAY.peakBytes() >> 20);
  }
}
