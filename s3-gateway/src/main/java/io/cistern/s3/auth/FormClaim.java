package io.cistern.s3.auth;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the fields of a POST form that sign its policy.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html">AWS:
 *     authenticating requests in browser-based uploads using POST</a>
 */
final class FormClaim {
  private final ScopeReader scopes;

  FormClaim(String region) {
    this.scopes = new ScopeReader(region, S3Error.INVALID_ARGUMENT, "X-Amz-Credential: ");
  }

  /** A claim on a policy, which is signed as it stands in the form, in base64. */
  record Form(SignedClaim claim, String policy, Optional<String> token) {}

  Optional<Form> read(Map<String, String> given) {
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fields.putAll(given);
    if (fields.containsKey("AWSAccessKeyId") || fields.containsKey("Signature")) {
      throw Algorithms.version2();
    }
    if (!fields.containsKey("Policy") && QueryClaim.MARKS.stream().noneMatch(fields::containsKey)) {
      return Optional.empty();
    }
    String policy = field(fields, "Policy");
    String algorithm = field(fields, "X-Amz-Algorithm");
    Algorithms.requireHmacInQuery(algorithm);
    String timestamp =
        Timestamp.parse(field(fields, "X-Amz-Date"))
            .map(Timestamp::format)
            .orElseThrow(() -> scopes.malformed("X-Amz-Date is not a time"));
    ScopeReader.Scoped scoped = scopes.read(field(fields, "X-Amz-Credential"), timestamp);
    SignedClaim claim =
        new SignedClaim(
            scoped.accessKey(),
            scoped.scope(),
            timestamp,
            List.of(),
            field(fields, "X-Amz-Signature"));
    return Optional.of(
        new Form(claim, policy, Optional.ofNullable(fields.get("X-Amz-Security-Token"))));
  }

  private static String field(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name))
        .orElseThrow(
            () ->
                new S3Exception(
                        S3Error.INVALID_ARGUMENT,
                        "Bucket POST must contain a field named '%s'.  If it is specified, please"
                                .formatted(name)
                            + " check the order of the fields.")
                    .withDetail("ArgumentName", name)
                    .withDetail("ArgumentValue", ""));
  }
}
