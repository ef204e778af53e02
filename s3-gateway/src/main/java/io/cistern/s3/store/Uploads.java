package io.cistern.s3.store;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.ObjectDraft;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.PartDraft;
import io.cistern.s3.model.PartPage;
import io.cistern.s3.model.PartReference;
import io.cistern.s3.model.Preconditions;
import io.cistern.s3.model.Upload;
import io.cistern.s3.model.UploadDraft;
import io.cistern.s3.model.UploadId;
import io.cistern.s3.model.UploadPage;
import io.cistern.s3.model.UploadPart;
import io.cistern.s3.model.UploadPosition;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Multipart uploads. Parts are stored once: Complete lists them in a manifest and copies nothing. A
 * call that names an upload throws {@link StoreError.NoSuchUpload} if it is not under way for that
 * bucket and key.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html">AWS:
 *     multipart upload</a>
 */
public interface Uploads {
  /** Begins an upload. */
  Upload create(BucketName bucket, ObjectKey key, UploadDraft draft);

  /** The upload. */
  Upload get(BucketName bucket, ObjectKey key, UploadId id);

  /** Stores a part, in place of one of the same number. The body is used up, whatever happens. */
  UploadPart putPart(
      BucketName bucket, ObjectKey key, UploadId id, int number, BodyWriter body, PartDraft draft);

  /**
   * Makes a range of an object a part, without copying a byte.
   *
   * @param source as {@link Objects#head} gave it for {@code sourceBucket}
   * @throws StoreError.NoSuchVersion if the source has been overwritten or deleted since: look
   *     again
   * @throws IndexOutOfBoundsException if the range is not inside the source
   */
  UploadPart copyPart(
      BucketName bucket,
      ObjectKey key,
      UploadId id,
      int number,
      BucketName sourceBucket,
      ObjectRecord source,
      long offset,
      long length,
      PartDraft draft);

  /** Parts by number, those after {@code after}, at most {@code max}. */
  PartPage parts(BucketName bucket, ObjectKey key, UploadId id, int after, int max);

  /** Uploads under way. {@code delimiter} may be empty; {@code max} counts common prefixes too. */
  UploadPage list(BucketName bucket, String prefix, String delimiter, UploadPosition from, int max);

  /**
   * Makes the listed parts an object and ends the upload. Asked again with the same parts, within a
   * day it gives the same answer and changes nothing.
   *
   * @param listed in ascending order of numbers
   * @param draft says, from what the upload was begun with and the stored parts, what the object
   *     is; what it throws leaves the upload as it was
   * @throws StoreError.InvalidPart if one is not there or has another tag
   * @throws StoreError.InvalidPartOrder if the order is another
   * @throws StoreError.PartTooSmall if one that is not the last is too small
   * @throws StoreError as {@link Objects#put}
   */
  ObjectRecord complete(
      BucketName bucket,
      ObjectKey key,
      UploadId id,
      List<PartReference> listed,
      BiFunction<UploadDraft, List<UploadPart>, ObjectDraft> draft,
      Preconditions conditions);

  /** Ends the upload and drops its parts. */
  void abort(BucketName bucket, ObjectKey key, UploadId id);
}
