package io.cistern.s3.bucket;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.BucketSettings;
import java.util.regex.Pattern;

/**
 * The region the gateway stands for, and what it takes for a location constraint: its own name, or
 * none where it is {@value #FIRST}, whose buckets have no constraint. That {@value #FIRST} is
 * accepted by name as well is not AWS's way: MinIO's client for Java sends it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html">AWS:
 *     CreateBucket</a>
 */
public record Region(String name) {
  private static final String FIRST = "us-east-1";
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]+");

  /**
   * Accepts the location constraint of a CreateBucket.
   *
   * @param constraint empty where there is none
   * @return the constraint to keep
   * @throws S3Exception {@link S3Error#ILLEGAL_LOCATION_CONSTRAINT} for another region, {@link
   *     S3Error#INVALID_LOCATION_CONSTRAINT} for what is none
   */
  String require(String constraint) {
    String asked = constraint.equals("EU") ? "eu-west-1" : constraint;
    String own = name.equals(FIRST) ? "" : name;
    if (asked.equals(own) || asked.equals(name)) {
      return own;
    }
    if (asked.equals(FIRST) || !asked.isEmpty() && !REGION.matcher(asked).matches()) {
      throw new S3Exception(S3Error.INVALID_LOCATION_CONSTRAINT)
          .withDetail("LocationConstraint", constraint);
    }
    throw new S3Exception(
        S3Error.ILLEGAL_LOCATION_CONSTRAINT,
        ("The %s location constraint is incompatible for the region specific endpoint this request"
                + " was sent to.")
            .formatted(asked.isEmpty() ? "unspecified" : asked));
  }

  /** The region of a bucket. */
  static String of(BucketSettings settings) {
    return settings.region().isEmpty() ? FIRST : settings.region();
  }
}
