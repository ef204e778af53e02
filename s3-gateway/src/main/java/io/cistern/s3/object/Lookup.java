package io.cistern.s3.object;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.model.ObjectKey;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.VersionId;
import io.cistern.s3.store.ObjectReader;
import io.cistern.s3.store.ObjectStore;
import io.cistern.s3.store.StoreError;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the object a request means, and says what S3 says of one that is not there.
 *
 * @param version empty for the latest
 */
public record Lookup(
    ObjectStore store, BucketName bucket, ObjectKey key, Optional<VersionId> version) {
  /**
   * The object.
   *
   * @throws S3Exception {@link S3Error#METHOD_NOT_ALLOWED} if a delete marker is asked for by its
   *     version
   * @throws StoreError as {@link io.cistern.s3.store.Objects#head}
   */
  public ObjectRecord head() {
    return find(() -> store.objects().head(bucket, key, version));
  }

  /**
   * The object, open for reading.
   *
   * @throws S3Exception as {@link #head}
   */
  public ObjectReader open() {
    return find(() -> store.objects().open(bucket, key, version));
  }

  /**
   * Runs {@code act} on the object, open for reading, and again on what is there then if it was
   * overwritten in between. It is {@code act}'s to close, but where {@code act} throws.
   *
   * @param act throws {@link StoreError.NoSuchVersion} if the object it is given is gone
   * @throws S3Exception as {@link #head}
   */
  <T> T onOpen(Function<ObjectReader, T> act) {
    OptionalLong overwritten = OptionalLong.empty();
    while (true) {
      ObjectReader reader = open();
      long sequence = reader.object().sequence();
      try {
        return act.apply(reader);
      } catch (StoreError.NoSuchVersion gone) {
        reader.close();
        if (overwritten.equals(OptionalLong.of(sequence))) {
          throw gone;
        }
        overwritten = OptionalLong.of(sequence);
      } catch (RuntimeException refused) {
        reader.close();
        throw refused;
      }
    }
  }

  /** Runs what finds the object, or changes it. */
  <T> T find(Supplier<T> act) {
    try {
      return act.get();
    } catch (StoreError.Deleted deleted) {
      if (version.isEmpty()) {
        throw deleted;
      }
      throw new S3Exception(S3Error.METHOD_NOT_ALLOWED)
          .withHeader("Allow", "DELETE")
          .withHeader("Last-Modified", HttpDate.format(deleted.marker().modified()))
          .withHeader("x-amz-delete-marker", "true")
          .withHeader("x-amz-version-id", deleted.marker().versionId().value())
          .withDetail("Method", "GET")
          .withDetail("ResourceType", "DeleteMarker");
    } catch (StoreError.NoSuchKey none) {
      throw new S3Exception(S3Error.NO_SUCH_KEY).withDetail("Key", key.value());
    } catch (StoreError.NoSuchVersion none) {
      throw new S3Exception(S3Error.NO_SUCH_VERSION)
          .withDetail("Key", key.value())
          .withDetail("VersionId", version.map(VersionId::value).orElse(""));
    }
  }

  /**
   * Runs {@code act} on the object, and again on what is there then if it was overwritten in
   * between.
   *
   * @param act throws {@link StoreError.NoSuchVersion} if the object it is given is gone
   */
  public <T> T onCurrent(Function<ObjectRecord, T> act) {
    ObjectRecord object = head();
    while (true) {
      try {
        return act.apply(object);
      } catch (StoreError.NoSuchVersion overwritten) {
        ObjectRecord now = head();
        if (now.sequence() == object.sequence()) {
          throw overwritten;
        }
        object = now;
      }
    }
  }
}
