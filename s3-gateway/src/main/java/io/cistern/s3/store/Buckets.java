package io.cistern.s3.store;

import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.BucketSettings;
import io.cistern.s3.model.Usage;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The buckets of a store. Changes are durable on return, whatever the bucket's own durability. */
public interface Buckets {
  /**
   * Makes a bucket.
   *
   * @throws StoreError.BucketExists if there is one of this name
   */
  Bucket create(BucketName name, BucketSettings settings);

  /** The bucket of this name, from memory. */
  Optional<Bucket> find(BucketName name);

  /**
   * The bucket of this name, from memory.
   *
   * @throws StoreError.NoSuchBucket if there is none
   */
  default Bucket get(BucketName name) {
    return find(name).orElseThrow(() -> new StoreError.NoSuchBucket("there is no bucket " + name));
  }

  /**
   * What the bucket holds, from memory. Parts of aborted uploads are in it for a moment longer.
   *
   * @throws StoreError.NoSuchBucket if there is none
   */
  Usage usage(BucketName name);

  /**
   * Buckets by name.
   *
   * @param prefix their names start with it; may be empty
   * @param after they come after it; may be empty
   * @param max the most to give
   */
  List<Bucket> list(String prefix, String after, int max);

  /**
   * Changes the settings. {@code change} runs inside the commit: it sees the latest settings, must
   * be quick, and what it throws leaves everything as it was.
   *
   * @throws StoreError.NoSuchBucket if there is none
   */
  Bucket update(BucketName name, UnaryOperator<BucketSettings> change);

  /**
   * Deletes an empty bucket; uploads under way in it are aborted, and what was granted on it is
   * taken away.
   *
   * @throws StoreError.NoSuchBucket if there is none
   * @throws StoreError.BucketNotEmpty if it holds an object, a version or a delete marker
   */
  void delete(BucketName name);

  /**
   * Deletes this bucket, and no other that has taken its name meanwhile.
   *
   * @throws StoreError as {@link #delete(BucketName)}
   */
  void delete(Bucket bucket);
}
