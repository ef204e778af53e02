package io.cistern.s3.api;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.ObjectKey;
import java.util.Optional;

/**
 * Something a principal wants to do to something.
 *
 * @param action as policies name it, such as {@code s3:GetObject}
 * @param bucket the final bucket; empty for an action on the service
 * @param key the final key; empty for an action on a bucket
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">AWS:
 *     actions of S3</a>
 */
public record Access(String action, Optional<BucketName> bucket, Optional<ObjectKey> key) {
  public static Access toService(String action) {
    return new Access(action, Optional.empty(), Optional.empty());
  }

  public static Access toBucket(String action, BucketName bucket) {
    return new Access(action, Optional.of(bucket), Optional.empty());
  }

  public static Access toObject(String action, BucketName bucket, ObjectKey key) {
    return new Access(action, Optional.of(bucket), Optional.of(key));
  }
}
