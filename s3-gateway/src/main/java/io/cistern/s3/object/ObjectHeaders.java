package io.cistern.s3.object;

import io.cistern.s3.api.S3Response;
import io.cistern.s3.model.Bucket;
import io.cistern.s3.model.Checksum;
import io.cistern.s3.model.ChecksumAlgorithm;
import io.cistern.s3.model.ETag;
import io.cistern.s3.model.ObjectRecord;
import io.cistern.s3.model.ObjectVersion;
import io.cistern.s3.model.Versioning;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the headers of a response say about an object. */
public final class ObjectHeaders {
  private ObjectHeaders() {}

  /** Metadata as it was given with the object, its time, tag, version and number of tags. */
  public static S3Response describe(S3Response response, Bucket bucket, ObjectRecord object) {
    return describe(response, bucket, object, Map.of());
  }

  /** As {@link #describe(S3Response, Bucket, ObjectRecord)}, with other values for some headers. */
  static S3Response describe(
      S3Response response, Bucket bucket, ObjectRecord object, Map<String, String> instead) {
    S3Response described =
        version(response, bucket, object)
            .with("Last-Modified", HttpDate.format(object.modified()))
            .with("ETag", quoted(object.etag()))
            .with("Accept-Ranges", "bytes");
    Map<String, String> system = new TreeMap<>(object.metadata().headers());
    system.putAll(instead);
    for (Map.Entry<String, String> header : system.entrySet()) {
      described = described.with(header.getKey(), header.getValue());
    }
    for (Map.Entry<String, String> entry : sorted(object.metadata().user())) {
      described =
          described.with(
              MetadataHeaders.USER_PREFIX + entry.getKey(), EncodedWords.encode(entry.getValue()));
    }
    return object.tags().isEmpty()
        ? described
        : described.with("x-amz-tagging-count", Integer.toString(object.tags().size()));
  }

  /** What the writer of an object is told: tag, version and checksums. */
  public static S3Response written(S3Response response, Bucket bucket, ObjectRecord object) {
    return checksums(
        version(response, bucket, object).with("ETag", quoted(object.etag())), object.checksums());
  }

  /** The version, where the bucket has or had versions. */
  public static S3Response version(S3Response response, Bucket bucket, ObjectVersion version) {
    return bucket.settings().versioning() == Versioning.OFF
        ? response
        : response.with("x-amz-version-id", version.versionId().value());
  }

  /** Additional checksums and what they cover. */
  public static S3Response checksums(S3Response response, List<Checksum> checksums) {
    S3Response with = response;
    for (Checksum checksum : checksums) {
      with = with.with(checksumHeader(checksum.algorithm()), checksum.value());
    }
    return checksums.isEmpty()
        ? with
        : with.with("x-amz-checksum-type", checksums.getFirst().coverage().name());
  }

  /** The header of a checksum, such as {@code x-amz-checksum-crc32c}. */
  public static String checksumHeader(ChecksumAlgorithm algorithm) {
    return "x-amz-checksum-" + algorithm.name().toLowerCase(Locale.ROOT);
  }

  /** A tag in its quotes. */
  public static String quoted(ETag etag) {
    return '"' + etag.value() + '"';
  }

  private static Iterable<Map.Entry<String, String>> sorted(Map<String, String> map) {
    return new TreeMap<>(map).entrySet();
  }
}
