package io.cistern.s3.model;

import java.time.Instant;

/**
 * A bucket.
 *
 * @param id never used again, so what a deleted bucket of the same name left cannot be mistaken
 * @param created to the millisecond
 */
public record Bucket(long id, BucketName name, Instant created, BucketSettings settings) {
  public Bucket withSettings(BucketSettings changed) {
    return new Bucket(id, name, created, changed);
  }
}
