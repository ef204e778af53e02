package io.cistern.s3.model;

/**
 * What a grant lets a user do with a bucket. New ones are added at the end: the position is stored.
 */
public enum AccessMode {
  /** List the bucket, read its objects and how it is configured. */
  READ_ONLY,
  /** Put and delete objects, and neither list nor read any. */
  WRITE_ONLY,
  /** Both, and delete versions. */
  READ_WRITE
}
