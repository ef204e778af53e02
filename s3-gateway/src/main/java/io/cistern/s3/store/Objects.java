package io.cistern.s3.store;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.DeleteResult;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectPart;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.VersionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects, one at a time. Where a version is given, that version is meant, and the latest where
 * none is. Every method throws {@link StoreError.NoSuchBucket} where there is no bucket.
 */
public interface Objects {
  /**
   * Makes {@code body} the latest version of {@code key}, as the bucket's versioning says. The body
   * is used up, whatever happens.
   *
   * @throws StoreError.PreconditionFailed if {@code conditions} do not hold
   * @throws StoreError.NoSuchKey if {@code If-Match} is asked of a key that does not exist
   */
  ObjectRecord put(
      BucketName bucket,
      ObjectKey key,
      BodyWriter body,
      ObjectDraft draft,
      Preconditions conditions);

  /**
   * Everything about an object but its bytes.
   *
   * @throws StoreError.NoSuchKey if no version was asked for and there is none
   * @throws StoreError.NoSuchVersion if there is not the one asked for
   * @throws StoreError.Deleted if it is a delete marker
   */
  ObjectRecord head(BucketName bucket, ObjectKey key, Optional<VersionId> version);

  /**
   * Opens an object for reading.
   *
   * @throws StoreError as {@link #head}
   */
  ObjectReader open(BucketName bucket, ObjectKey key, Optional<VersionId> version);

  /**
   * The parts of an object completed from parts, by number; none for one put whole. Reads the list
   * of parts, which for an object just overwritten is gone: then the answer is {@link
   * StoreError.NoSuchVersion}.
   */
  List<ObjectPart> parts(ObjectRecord object);

  /**
   * Makes {@code target} an object with the same bytes, without copying one. The two share what
   * lies on the disk and live on their own.
   *
   * @param source as {@link #head} gave it for {@code sourceBucket}; conditions on it have been
   *     decided on this record
   * @throws StoreError.NoSuchVersion if the source has been overwritten or deleted since: look
   *     again
   * @throws StoreError as {@link #put}
   */
  ObjectRecord copy(
      BucketName sourceBucket,
      ObjectRecord source,
      BucketName bucket,
      ObjectKey target,
      ObjectDraft draft,
      Preconditions conditions);

  /**
   * Deletes. With a version: that one, for good. Without: as the bucket's versioning says; a marker
   * where it is or was enabled. Deleting what is not there succeeds.
   *
   * @param conditions on the version to be deleted, the latest where none is given
   * @throws StoreError.PreconditionFailed if {@code conditions} do not hold
   * @throws StoreError.NoSuchKey if {@code If-Match} is asked of what does not exist
   */
  DeleteResult delete(
      BucketName bucket, ObjectKey key, Optional<VersionId> version, Preconditions conditions);

  /**
   * Replaces the tags of an object. Its time and version stay.
   *
   * @throws StoreError as {@link #head}
   */
  ObjectRecord tag(
      BucketName bucket, ObjectKey key, Optional<VersionId> version, Map<String, String> tags);
}
