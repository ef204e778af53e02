package io.cistern.s3.error;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.DeleteMarker;
import io.cistern.s3.store.StoreError;

/** What S3 calls the errors of the store. */
public final class StoreErrors {
  private StoreErrors() {}

  public static S3Exception toS3(StoreError error) {
    return switch (error) {
      case StoreError.NoSuchBucket _ -> new S3Exception(S3Error.NO_SUCH_BUCKET);
      case StoreError.BucketExists _ -> new S3Exception(S3Error.BUCKET_ALREADY_OWNED_BY_YOU);
      case StoreError.BucketNotEmpty _ -> new S3Exception(S3Error.BUCKET_NOT_EMPTY);
      case StoreError.NoSuchKey _ -> new S3Exception(S3Error.NO_SUCH_KEY);
      case StoreError.NoSuchVersion _ -> new S3Exception(S3Error.NO_SUCH_VERSION);
      case StoreError.Deleted deleted -> latest(deleted.marker());
      case StoreError.PreconditionFailed _ -> new S3Exception(S3Error.PRECONDITION_FAILED);
      case StoreError.NoSuchUpload _ -> new S3Exception(S3Error.NO_SUCH_UPLOAD);
      case StoreError.InvalidPart _ -> new S3Exception(S3Error.INVALID_PART);
      case StoreError.InvalidPartOrder _ -> new S3Exception(S3Error.INVALID_PART_ORDER);
      case StoreError.PartTooSmall _ -> new S3Exception(S3Error.ENTITY_TOO_SMALL);
      case StoreError.TooLarge _ -> new S3Exception(S3Error.ENTITY_TOO_LARGE);
      case StoreError.QuotaExceeded full ->
          new S3Exception(S3Error.QUOTA_EXCEEDED, String.valueOf(full.getMessage()));
      case StoreError.OutOfSpace _ -> new S3Exception(S3Error.INSUFFICIENT_STORAGE);
      // no S3 operation is about users
      case StoreError.NoSuchUser _ -> new S3Exception(S3Error.INTERNAL_ERROR);
      case StoreError.UserExists _ -> new S3Exception(S3Error.INTERNAL_ERROR);
      case StoreError.Corrupt _ -> new S3Exception(S3Error.INTERNAL_ERROR);
      case StoreError.Unavailable _ -> new S3Exception(S3Error.SERVICE_UNAVAILABLE);
      case StoreError.Io _ -> new S3Exception(S3Error.INTERNAL_ERROR);
    };
  }

  private static S3Exception latest(DeleteMarker marker) {
    return new S3Exception(S3Error.NO_SUCH_KEY)
        .withHeader("x-amz-delete-marker", "true")
        .withHeader("x-amz-version-id", marker.versionId().value());
  }
}
