package io.cistern.s3.auth;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the Authorization header.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html">AWS:
 *     authenticating requests: using the Authorization header</a>
 */
final class HeaderClaim {
  private final ScopeReader scopes;

  HeaderClaim(String region) {
    this.scopes =
        new ScopeReader(
            region,
            S3Error.AUTHORIZATION_HEADER_MALFORMED,
            "The authorization header is malformed; ");
  }

  SignedClaim read(Headers headers) {
    List<String> given = headers.all("authorization");
    String value = given.getFirst();
    if (given.size() > 1) {
      throw scopes.malformed("there is more than one.");
    }
    Algorithms.requireHmac(value);
    Map<String, String> parts = parts(value.substring(Algorithms.HMAC.length()));
    String timestamp = timestamp(headers);
    ScopeReader.Scoped scoped = scopes.read(part(parts, "Credential"), timestamp);
    return new SignedClaim(
        scoped.accessKey(),
        scoped.scope(),
        timestamp,
        List.of(part(parts, "SignedHeaders").split(";", -1)),
        part(parts, "Signature"));
  }

  private Map<String, String> parts(String value) {
    Map<String, String> parts = new HashMap<>();
    for (String part : value.split(",", -1)) {
      String trimmed = part.strip();
      int equals = trimmed.indexOf('=');
      if (equals < 1
          || parts.put(trimmed.substring(0, equals), trimmed.substring(equals + 1)) != null) {
        throw scopes.malformed("cannot parse \"%s\".".formatted(trimmed));
      }
    }
    if (parts.size() != 3) {
      throw scopes.malformed(
          "the authorization header requires three components: Credential, SignedHeaders, and"
              + " Signature.");
    }
    return parts;
  }

  private String part(Map<String, String> parts, String name) {
    return Optional.ofNullable(parts.get(name))
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () ->
                scopes.malformed(
                    "the authorization header requires three components: Credential,"
                        + " SignedHeaders, and Signature."));
  }

  private static String timestamp(Headers headers) {
    Optional<String> amzDate = headers.first("x-amz-date");
    Optional<String> time =
        amzDate.isPresent()
            ? amzDate.filter(date -> Timestamp.parse(date).isPresent())
            : headers
                .first("date")
                .flatMap(date -> Timestamp.parse(date).or(() -> Timestamp.parseHttp(date)))
                .map(Timestamp::format);
    return time.orElseThrow(
        () ->
            new S3Exception(
                S3Error.ACCESS_DENIED,
                "AWS authentication requires a valid Date or x-amz-date header"));
  }
}
