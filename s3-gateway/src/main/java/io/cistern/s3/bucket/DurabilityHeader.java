package io.cistern.s3.bucket;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.Durability;

/**
 * The gateway's own header {@value #NAME}: {@code strict}, or {@code relaxed} for a bucket whose
 * latest objects a power cut may take. Chosen when a bucket is made, told by HeadBucket.
 */
final class DurabilityHeader {
  static final String NAME = "x-cistern-durability";

  private DurabilityHeader() {}

  /**
   * @throws S3Exception {@link S3Error#INVALID_ARGUMENT} for a value it has not
   */
  static Durability parse(String value) {
    return switch (value) {
      case "strict" -> Durability.STRICT;
      case "relaxed" -> Durability.RELAXED;
      default ->
          throw new S3Exception(S3Error.INVALID_ARGUMENT, "Durability is strict or relaxed.")
              .withDetail("ArgumentName", NAME)
              .withDetail("ArgumentValue", value);
    };
  }

  static String text(Durability durability) {
    return switch (durability) {
      case STRICT -> "strict";
      case RELAXED -> "relaxed";
    };
  }
}
