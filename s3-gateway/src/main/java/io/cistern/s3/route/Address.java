package io.cistern.s3.route;

import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.Utf8;
import java.util.Optional;

/**
 * What a request addresses, decoded once and otherwise as it came: {@code //}, {@code ..} and a
 * trailing slash are part of the key.
 *
 * @param bucket empty for the service
 * @param key empty for the service or a bucket
 */
public record Address(Optional<BucketName> bucket, Optional<ObjectKey> key) {
  private static final Address SERVICE = new Address(Optional.empty(), Optional.empty());

  public Route.Level level() {
    return key.isPresent()
        ? Route.Level.OBJECT
        : bucket.isPresent() ? Route.Level.BUCKET : Route.Level.SERVICE;
  }

  /** Of a path that begins with the bucket. */
  static Address ofPath(String rawPath) {
    if (rawPath.equals("/")) {
      return SERVICE;
    }
    int slash = rawPath.indexOf('/', 1);
    return slash < 0
        ? of(rawPath.substring(1), "")
        : of(rawPath.substring(1, slash), rawPath.substring(slash + 1));
  }

  /** Of a path that is the key, in the bucket the host named. */
  static Address ofHost(String bucket, String rawPath) {
    return of(bucket, rawPath.substring(1));
  }

  private static Address of(String rawBucket, String rawKey) {
    String name = PercentEncoding.decodePath(rawBucket);
    if (!BucketName.isLegal(name)) {
      throw new S3Exception(S3Error.INVALID_BUCKET_NAME).withDetail("BucketName", name);
    }
    String key = PercentEncoding.decodePath(rawKey);
    int length = Utf8.length(key);
    if (length > ObjectKey.MAX_BYTES) {
      throw new S3Exception(S3Error.KEY_TOO_LONG)
          .withDetail("Size", Integer.toString(length))
          .withDetail("MaxSizeAllowed", Integer.toString(ObjectKey.MAX_BYTES));
    }
    return new Address(
        Optional.of(new BucketName(name)),
        key.isEmpty() ? Optional.empty() : Optional.of(new ObjectKey(key)));
  }
}
