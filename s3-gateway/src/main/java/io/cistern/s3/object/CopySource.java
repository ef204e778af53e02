package io.cistern.s3.object;

import io.cistern.s3.api.Access;
import io.cistern.s3.api.Headers;
import io.cistern.s3.api.PercentEncoding;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.VersionId;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.store.StoreError;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code x-amz-copy-source} names: a bucket, a slash and a key, percent-encoded once, with or
 * without a slash before, and perhaps {@code ?versionId=} behind. The key is bytes: {@code ..} and
 * {@code //} in it mean nothing.
 *
 * @param version empty for the latest
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html">AWS:
 *     CopyObject</a>
 */
public record CopySource(BucketName bucket, ObjectKey key, Optional<VersionId> version) {
  /** The header that makes a PUT a copy. */
  public static final String HEADER = "x-amz-copy-source";

  private static final String VERSION = "?" + Versions.PARAMETER + "=";

  /**
   * Reads the header.
   *
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} or {@link S3Error#INVALID_BUCKET_NAME} if
   *     it names nothing that could be an object
   */
  public static CopySource read(Headers headers) {
    String header = headers.first(HEADER).orElse("");
    int query = header.lastIndexOf(VERSION);
    String decoded = decode(query < 0 ? header : header.substring(0, query), header);
    String path = decoded.startsWith("/") ? decoded.substring(1) : decoded;
    int slash = path.indexOf('/');
    if (slash < 0) {
      throw invalid("Invalid copy source object key", header);
    }
    return new CopySource(
        bucket(path.substring(0, slash)),
        key(path.substring(slash + 1), header),
        query < 0
            ? Optional.empty()
            : Optional.of(
                Versions.parse(decode(header.substring(query + VERSION.length()), header))));
  }

  /** What whoever copies from it must be allowed to do to it. */
  public Access access() {
    return Access.toObject(
        version.isPresent() ? "s3:GetObjectVersion" : "s3:GetObject", bucket, key);
  }

  /**
   * Runs {@code act} on the object, and again on what is there then if it was overwritten in
   * between.
   *
   * @param act throws {@link StoreError.NoSuchVersion} if the object it is given is gone
   * @throws S3Exception {@link S3Error#INVALID_REQUEST} if the version is a delete marker; as
   *     {@link Lookup}, if there is none
   */
  public <T> T copy(ObjectStore store, Function<ObjectRecord, T> act) {
    try {
      return lookup(store).onCurrent(act);
    } catch (S3Exception refused) {
      if (refused.error() == S3Error.METHOD_NOT_ALLOWED) {
        throw new S3Exception(
            S3Error.INVALID_REQUEST,
            "The source of a copy request may not specifically refer to a delete marker by "
                + "version id.");
      }
      throw refused;
    }
  }

  Lookup lookup(ObjectStore store) {
    return new Lookup(store, bucket, key, version);
  }

  private static BucketName bucket(String name) {
    if (!BucketName.isLegal(name)) {
      throw new S3Exception(S3Error.INVALID_BUCKET_NAME).withDetail("BucketName", name);
    }
    return new BucketName(name);
  }

  private static ObjectKey key(String key, String header) {
    try {
      return new ObjectKey(key);
    } catch (IllegalArgumentException emptyOrLong) {
      throw invalid("Invalid copy source object key", header);
    }
  }

  private static String decode(String encoded, String header) {
    try {
      return PercentEncoding.decodePath(encoded);
    } catch (S3Exception broken) {
      throw invalid("Invalid copy source encoding.", header);
    }
  }

  private static S3Exception invalid(String message, String header) {
    return new S3Exception(S3Error.INVALID_ARGUMENT, message)
        .withDetail("ArgumentName", HEADER)
        .withDetail("ArgumentValue", header);
  }
}
