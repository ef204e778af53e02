package io.cistern.s3.model;

/**
 * What a write does to the version before it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html">AWS:
 *     PutBucketVersioning</a>
 */
public enum Versioning {
  /** Never enabled: a write replaces what was there. */
  OFF,
  /** A write keeps what was there, and a delete leaves a marker. */
  ENABLED,
  /** A write replaces the null version and keeps the others. */
  SUSPENDED
}
