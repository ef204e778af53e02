package io.cistern.s3.store;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.ObjectKey;

/**
 * A store of buckets and objects on one directory, which it owns alone.
 *
 * <p><b>Durability.</b> When a call that changes something returns, the change survives a power
 * cut: data, metadata and directory entry; in a bucket of {@link
 * io.cistern.s3.model.Durability#RELAXED} it survives the death of the process. A call that did not
 * return has happened wholly or not at all.
 *
 * <p><b>Concurrency.</b> Every method may be called from any thread, and blocks it; virtual threads
 * are meant. Changes are decided one after the other, each seeing all before it. A reader sees a
 * version as it was when it was opened, whatever is written or deleted meanwhile.
 *
 * <p><b>Memory.</b> Bodies stream. A writer or reader holds one block; see {@link StoreOptions}.
 *
 * <p>All methods throw {@link StoreError}.
 */
public interface ObjectStore extends AutoCloseable {
  Buckets buckets();

  Users users();

  Objects objects();

  Listings listings();

  Uploads uploads();

  /**
   * Begins a body, of an object or of a part. It takes no room in the bucket until it is given to
   * {@link Objects#put} or {@link Uploads#putPart}, and leaves nothing behind if it is closed
   * before.
   *
   * @param bucket whose durability it gets, and the only one it can be put into
   * @param key noted in the file, so that a file alone still says what it is
   * @throws StoreError.NoSuchBucket if there is none
   */
  BodyWriter write(BucketName bucket, ObjectKey key);

  /** What there is to watch. */
  StoreStatus status();

  /**
   * Lets commits under way finish, refuses new ones, and closes the files. Open readers and writers
   * fail afterwards.
   */
  @Override
  void close();
}
