package io.cistern.s3.post;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.model.BucketName;
import io.cistern.s3.object.Bodies;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a signed form may hold, and until when. Every field must be covered by a condition, and so
 * must the bucket: a policy that does not name it would be good for any.
 *
 * @param sizes the bytes the file may have
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html">AWS:
 *     POST policy</a>
 */
record Policy(Instant expiration, List<Condition> conditions, Sizes sizes) {
  private static final String BUCKET = "bucket";
  private static final Set<String> EXEMPT = Set.of("policy", "x-amz-signature");
  private static final String IGNORED = "x-ignore-";

  /** What every object may have. */
  static final Sizes ANY_SIZE = new Sizes(0, Bodies.MAX_BYTES);

  Policy {
    conditions = List.copyOf(conditions);
  }

  /**
   * A range of sizes, both ends in it.
   *
   * @param least bytes
   * @param most bytes
   */
  record Sizes(long least, long most) {
    /** What both allow. */
    Sizes and(Sizes other) {
      return new Sizes(Math.max(least, other.least), Math.min(most, other.most));
    }
  }

  /**
   * Holds the form to the policy.
   *
   * @param bucket it was posted to
   * @throws S3Exception {@link S3Error#ACCESS_DENIED} if it is anything else than the policy says
   */
  void require(Form form, BucketName bucket, Instant now) {
    if (!now.isBefore(expiration)) {
      throw refused("Policy expired.");
    }
    Map<String, String> values = new LinkedHashMap<>(form.fields());
    String named = values.put(BUCKET, bucket.value());
    if (named != null && !named.equals(bucket.value())) {
      throw refused("The field bucket names another bucket.");
    }
    for (Condition condition : conditions) {
      if (!condition.holds(Optional.ofNullable(values.get(condition.field())))) {
        throw refused("Policy Condition failed: " + condition);
      }
    }
    Set<String> covered = conditions.stream().map(Condition::field).collect(Collectors.toSet());
    String extra =
        values.keySet().stream()
            .filter(name -> !EXEMPT.contains(name) && !name.startsWith(IGNORED))
            .filter(name -> !covered.contains(name))
            .collect(Collectors.joining(", "));
    if (!extra.isEmpty()) {
      throw refused("Extra input fields: " + extra);
    }
  }

  private static S3Exception refused(String why) {
    return new S3Exception(S3Error.ACCESS_DENIED, "Invalid according to Policy: " + why);
  }
}
