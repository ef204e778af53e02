package io.cistern.s3.object;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.ObjectMetadata;
import java.util.Map;
import java.util.Set;

/**
 * The storage class of an object: kept and given back, and nothing more. Every object is stored in
 * one way and can be read at once, the archive classes included.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html">AWS:
 *     storage classes</a>
 */
public final class StorageClass {
  /** What an object has that says nothing of it. */
  public static final String STANDARD = "STANDARD";

  static final String HEADER = "x-amz-storage-class";

  private static final Set<String> KNOWN =
      Set.of(
          STANDARD,
          "REDUCED_REDUNDANCY",
          "STANDARD_IA",
          "ONEZONE_IA",
          "INTELLIGENT_TIERING",
          "GLACIER",
          "GLACIER_IR",
          "DEEP_ARCHIVE");

  private StorageClass() {}

  /** The class of an object, or of an upload, with this metadata. */
  public static String of(ObjectMetadata metadata) {
    return metadata.headers().getOrDefault(HEADER, STANDARD);
  }

  /** Puts the class that is asked for into system metadata, where it is not the usual one. */
  static void read(Headers headers, Map<String, String> metadata) {
    String asked = headers.first(HEADER).orElse(STANDARD);
    if (!KNOWN.contains(asked)) {
      throw new S3Exception(S3Error.INVALID_STORAGE_CLASS)
          .withDetail("StorageClassRequested", asked);
    }
    if (!asked.equals(STANDARD)) {
      metadata.put(HEADER, asked);
    }
  }
}
