package io.cistern.s3.store.rocks;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.store.BodyWriter;
import io.cistern.s3.store.ObjectReader;
import io.cistern.s3.store.StoreOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Streams a large body, and many smaller ones at once, and reads all back; prints {@code ok}. */
final class MemoryWorkload {
  private static final BucketName BUCKET = OpenStore.BUCKET;

  private MemoryWorkload() {}

  /**
   * @param arguments directory, MiB of the large body, number of the others, MiB of each
   */
  public static void main(String[] arguments) throws Exception {
    int large = Integer.parseInt(arguments[1]);
    int others = Integer.parseInt(arguments[2]);
    int each = Integer.parseInt(arguments[3]);
    StoreOptions options = StoreOptions.in(Path.of(arguments[0])).withReserveBytes(0);
    try (RocksStore store = RocksStore.open(options)) {
      store.buckets().create(BUCKET, BucketSettings.DEFAULT);
      stream(store, "large", large);
      List<Future<?>> running = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < others; i++) {
          String key = "other-" + i;
          running.add(threads.submit(() -> stream(store, key, each)));
        }
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    System.out.println("ok");
  }

  private static void stream(RocksStore store, String name, int mebibytes) {
    ObjectKey key = new ObjectKey(name);
    ByteBuffer chunk = ByteBuffer.wrap(Bytes.random(1 << 16, mebibytes));
    try (BodyWriter body = store.write(BUCKET, key)) {
      for (int i = 0; i < mebibytes * 16; i++) {
        body.write(chunk.duplicate());
      }
      ObjectDraft draft = ObjectDraft.of(new ETag("streamed"));
      store.objects().put(BUCKET, key, body, draft, Preconditions.NONE);
    }
    ByteBuffer read = ByteBuffer.allocate(1 << 16);
    try (ObjectReader reader = store.objects().open(BUCKET, key, Optional.empty())) {
      for (int i = 0; i < mebibytes * 16; i++) {
        read.clear();
        while (read.hasRemaining() && reader.read(read) > 0) {
          Thread.onSpinWait();
        }
        if (!read.flip().equals(chunk)) {
          throw new AssertionError(name + " differs in chunk " + i);
        }
      }
    }
  }
}
