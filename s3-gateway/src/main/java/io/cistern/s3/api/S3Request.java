package io.cistern.s3.api;

import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.ObjectKey;
import java.util.Optional;

/**
 * A request that is authenticated: who asks what of which bucket and key, and with which body.
 *
 * @param bucketName empty for the service itself
 * @param objectKey empty for a bucket or the service
 */
public record S3Request(
    RequestHead head,
    Optional<BucketName> bucketName,
    Optional<ObjectKey> objectKey,
    Principal principal,
    Payload payload) {
  /** The bucket of a request that was routed to an operation on a bucket or an object. */
  public BucketName bucket() {
    return bucketName.orElseThrow();
  }

  /** The key of a request that was routed to an operation on an object. */
  public ObjectKey key() {
    return objectKey.orElseThrow();
  }

  public Headers headers() {
    return head.headers();
  }

  public Optional<String> header(String name) {
    return head.headers().first(name);
  }

  public QueryParameters query() {
    return head.query();
  }

  public Optional<String> parameter(String name) {
    return head.query().first(name);
  }
}
