package io.cistern.s3.testing;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.store.BodyWriter;
import io.cistern.s3.store.ObjectReader;
import io.cistern.s3.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Puts and gets bytes of a store directly, many at a time. */
public final class Stored {
  private Stored() {}

  public static ObjectRecord put(ObjectStore store, BucketName bucket, String key, byte[] bytes) {
    return put(store, bucket, key, bytes, ObjectDraft.of(ETag.ofMd5(md5(bytes))));
  }

  public static ObjectRecord put(
      ObjectStore store, BucketName bucket, String key, byte[] bytes, ObjectDraft draft) {
    ObjectKey name = new ObjectKey(key);
    BodyWriter body = store.write(bucket, name);
    body.write(ByteBuffer.wrap(bytes));
    return store.objects().put(bucket, name, body, draft, Preconditions.NONE);
  }

  /** Puts an object for each key, its content the key; all at once, so that they share syncs. */
  public static void putAll(ObjectStore store, BucketName bucket, Collection<String> keys) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var puts =
          keys.stream()
              .map(key -> threads.submit(() -> put(store, bucket, key, new ObjectKey(key).bytes())))
              .toList();
      for (var put : puts) {
        put.get();
      }
    } catch (InterruptedException | java.util.concurrent.ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }

  public static byte[] get(ObjectStore store, BucketName bucket, String key) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(100_000);
    try (ObjectReader reader = store.objects().open(bucket, new ObjectKey(key), Optional.empty())) {
      while (reader.read(buffer) > 0) {
        all.write(buffer.array(), 0, buffer.position());
        buffer.clear();
      }
    }
    return all.toByteArray();
  }

  public static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
