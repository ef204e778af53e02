package io.cistern.s3.auth;

import io.cistern.s3.api.QueryParameters;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Reads a presigned URL.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">AWS:
 *     authenticating requests: using query parameters</a>
 */
final class QueryClaim {
  /** Any of these makes a URL a presigned one. */
  static final Set<String> MARKS = Set.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature");

  private static final long WEEK = Duration.ofDays(7).toSeconds();

  private final ScopeReader scopes;

  QueryClaim(String region) {
    this.scopes =
        new ScopeReader(
            region,
            S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR,
            "Error parsing the X-Amz-Credential parameter; ");
  }

  /** Whether a request is presigned, or was meant to be. */
  static boolean isIn(QueryParameters query) {
    return !query.all().isEmpty() && MARKS.stream().anyMatch(query::has);
  }

  /** A claim, and for how long it was made. */
  record Presigned(SignedClaim claim, Duration validity) {}

  Presigned read(QueryParameters query) {
    Algorithms.requireHmacInQuery(only(query, "X-Amz-Algorithm"));
    String credential = only(query, "X-Amz-Credential");
    String signature = only(query, "X-Amz-Signature");
    String date = only(query, "X-Amz-Date");
    String signedHeaders = only(query, "X-Amz-SignedHeaders");
    Duration validity = validity(only(query, "X-Amz-Expires"));
    String timestamp =
        Timestamp.parse(date)
            .map(Timestamp::format)
            .orElseThrow(
                () ->
                    malformed(
                        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""));
    ScopeReader.Scoped scoped = scopes.read(credential, timestamp);
    return new Presigned(
        new SignedClaim(
            scoped.accessKey(),
            scoped.scope(),
            timestamp,
            List.of(signedHeaders.split(";", -1)),
            signature),
        validity);
  }

  private static Duration validity(String expires) {
    if (expires.isEmpty()
        || expires.length() > 10
        || !expires.chars().allMatch(QueryClaim::digit)) {
      throw malformed("X-Amz-Expires should be a number");
    }
    long seconds = Long.parseLong(expires);
    if (seconds < 1) {
      throw malformed("X-Amz-Expires must be at least one second");
    }
    if (seconds > WEEK) {
      throw malformed(
          "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires"
              + " must be less than 604800 seconds");
    }
    return Duration.ofSeconds(seconds);
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  private static String only(QueryParameters query, String name) {
    List<String> values =
        query.all().stream()
            .filter(parameter -> parameter.name().equals(name))
            .map(QueryParameters.Parameter::value)
            .toList();
    if (values.size() != 1) {
      throw malformed(
          "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential,"
              + " X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires"
              + " parameters.");
    }
    return values.getFirst();
  }

  private static S3Exception malformed(String why) {
    return new S3Exception(S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR, why);
  }
}
