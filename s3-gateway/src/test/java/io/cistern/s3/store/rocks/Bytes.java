package io.cistern.s3.store.rocks;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.PartDraft;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.model.VersionId;
import io.cistern.s3.store.BodyWriter;
import io.cistern.s3.store.ObjectReader;
import io.cistern.s3.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Puts and gets whole arrays, as a client would. */
final class Bytes {
  private Bytes() {}

  static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ETag etag(byte[] body) {
    try {
      return ETag.ofMd5(MessageDigest.getInstance("MD5").digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static BodyWriter body(ObjectStore store, BucketName bucket, ObjectKey key, byte[] bytes) {
    BodyWriter body = store.write(bucket, key);
    for (int from = 0; from < bytes.length; from += 50_000) {
      body.write(ByteBuffer.wrap(bytes, from, Math.min(50_000, bytes.length - from)));
    }
    return body;
  }

  static ObjectRecord put(ObjectStore store, BucketName bucket, String key, byte[] bytes) {
    return put(store, bucket, key, bytes, Preconditions.NONE);
  }

  static ObjectRecord put(
      ObjectStore store, BucketName bucket, String key, byte[] bytes, Preconditions conditions) {
    ObjectKey name = new ObjectKey(key);
    BodyWriter body = body(store, bucket, name, bytes);
    return store.objects().put(bucket, name, body, ObjectDraft.of(etag(bytes)), conditions);
  }

  static UploadPart part(
      ObjectStore store, BucketName bucket, ObjectKey key, UploadId id, int number, byte[] bytes) {
    BodyWriter body = body(store, bucket, key, bytes);
    PartDraft draft = new PartDraft(etag(bytes), List.of());
    return store.uploads().putPart(bucket, key, id, number, body, draft);
  }

  static byte[] get(ObjectStore store, BucketName bucket, String key) {
    return get(store, bucket, key, Optional.empty());
  }

  static byte[] get(ObjectStore store, BucketName bucket, String key, Optional<VersionId> version) {
    try (ObjectReader reader = store.objects().open(bucket, new ObjectKey(key), version)) {
      return readAll(reader);
    }
  }

  static byte[] readAll(ObjectReader reader) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(100_000);
    while (reader.read(buffer) > 0) {
      out.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return out.toByteArray();
  }
}
