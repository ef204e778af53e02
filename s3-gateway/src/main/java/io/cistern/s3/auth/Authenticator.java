package io.cistern.s3.auth;

import io.cistern.s3.api.Headers;
import io.cistern.s3.api.Principal;
import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds out who asks. The only place that believes a signature, whichever way it was sent; what is
 * not signed at all is anonymous, what is signed wrongly is refused. It reads no byte of the body.
 * Safe for many threads.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html">AWS:
 *     authenticating requests (AWS Signature Version 4)</a>
 */
public final class Authenticator {
  private static final Duration SKEW = Duration.ofMinutes(15);

  private final Credentials credentials;
  private final SigningHosts hosts;
  private final Clock clock;
  private final HeaderClaim headerClaims;
  private final QueryClaim queryClaims;
  private final FormClaim formClaims;
  private final SigningKeys keys = new SigningKeys();

  /**
   * An authenticator.
   *
   * @param region the only one it takes signatures for
   */
  public Authenticator(Credentials credentials, String region, SigningHosts hosts, Clock clock) {
    this.credentials = credentials;
    this.hosts = hosts;
    this.clock = clock;
    this.headerClaims = new HeaderClaim(region);
    this.queryClaims = new QueryClaim(region);
    this.formClaims = new FormClaim(region);
  }

  /**
   * Who sent this request.
   *
   * @throws S3Exception if it claims a signature that does not hold; nothing is to be done then
   */
  public Authenticated authenticate(RequestHead head) {
    boolean inHeader = head.headers().has("authorization");
    boolean inQuery = QueryClaim.isIn(head.query());
    boolean version2 = head.query().has("AWSAccessKeyId") || head.query().has("Signature");
    if (inHeader && (inQuery || version2)) {
      throw new S3Exception(
              S3Error.INVALID_ARGUMENT,
              "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature"
                  + " query string parameter or the Authorization header should be specified")
          .withDetail("ArgumentName", "Authorization")
          .withDetail("ArgumentValue", head.headers().first("authorization").orElse(""));
    }
    if (inHeader) {
      return byHeader(head);
    }
    if (inQuery) {
      return byQuery(head);
    }
    if (version2) {
      throw Algorithms.version2();
    }
    return new Authenticated(
        Principal.ANONYMOUS, PayloadHash.signing(PayloadHash.orUnsigned(head), Optional.empty()));
  }

  /**
   * Who signed the policy of a POST form; anonymous where the form has no policy. The policy
   * itself, its expiration included, is for the caller to obey.
   *
   * @param fields by name, in any case
   * @throws S3Exception if the signature does not hold or a field is missing
   */
  public Principal authenticateForm(Map<String, String> fields) {
    Optional<FormClaim.Form> form = formClaims.read(fields);
    if (form.isEmpty()) {
      return Principal.ANONYMOUS;
    }
    SignedClaim claim = form.get().claim();
    Credential credential = credential(claim, form.get().token());
    // the conditions of the policy say how long it is good for; a signing key, seven days at most
    requireTime(claim, Duration.ofDays(7));
    String expected = keys.get(credential, claim.scope()).sign(form.get().policy());
    if (!Sha256.sameText(expected, claim.signature())) {
      throw mismatch(claim, form.get().policy());
    }
    return credential.principal();
  }

  private Authenticated byHeader(RequestHead head) {
    SignedClaim claim = headerClaims.read(head.headers());
    Credential credential = credential(claim, head.headers().first("x-amz-security-token"));
    Instant signed = time(claim);
    Instant now = clock.instant();
    if (Duration.between(signed, now).abs().compareTo(SKEW) > 0) {
      throw new S3Exception(S3Error.REQUEST_TIME_TOO_SKEWED)
          .withDetail("RequestTime", claim.timestamp())
          .withDetail("ServerTime", now.toString())
          .withDetail("MaxAllowedSkewMilliseconds", Long.toString(SKEW.toMillis()));
    }
    return verify(head, claim, credential, PayloadHash.required(head.headers()));
  }

  private Authenticated byQuery(RequestHead head) {
    QueryClaim.Presigned presigned = queryClaims.read(head.query());
    SignedClaim claim = presigned.claim();
    Credential credential =
        credential(
            claim,
            head.query()
                .first("X-Amz-Security-Token")
                .or(() -> head.headers().first("x-amz-security-token")));
    requireTime(claim, presigned.validity());
    return verify(head, claim, credential, PayloadHash.orUnsigned(head));
  }

  private Credential credential(SignedClaim claim, Optional<String> token) {
    Credential credential =
        credentials
            .find(claim.accessKey())
            .orElseThrow(
                () ->
                    new S3Exception(S3Error.INVALID_ACCESS_KEY_ID)
                        .withDetail("AWSAccessKeyId", claim.accessKey()));
    if (token.isPresent()) {
      throw new S3Exception(S3Error.INVALID_TOKEN);
    }
    return credential;
  }

  private void requireTime(SignedClaim claim, Duration validity) {
    Instant signed = time(claim);
    Instant now = clock.instant();
    if (signed.minus(SKEW).isAfter(now)) {
      throw new S3Exception(S3Error.ACCESS_DENIED, "Request is not yet valid")
          .withDetail("ServerTime", now.toString());
    }
    Instant expires = signed.plus(validity);
    if (now.isAfter(expires)) {
      throw new S3Exception(S3Error.EXPIRED_PRESIGNED)
          .withDetail("X-Amz-Expires", Long.toString(validity.toSeconds()))
          .withDetail("Expires", expires.toString())
          .withDetail("ServerTime", now.toString());
    }
  }

  private static Instant time(SignedClaim claim) {
    return Timestamp.parse(claim.timestamp()).orElseThrow();
  }

  private Authenticated verify(
      RequestHead head, SignedClaim claim, Credential credential, String payloadHash) {
    requireSigned(head.headers(), claim.signedHeaders());
    SigningKey key = keys.get(credential, claim.scope());
    CanonicalRequest canonical = new CanonicalRequest(head, claim.signedHeaders(), payloadHash);
    String host = String.join(",", head.headers().all("host"));
    for (String candidate : hosts.candidates(host)) {
      String toSign = stringToSign(claim, canonical.text(candidate));
      if (Sha256.sameText(key.sign(toSign), claim.signature())) {
        ChunkChain chain =
            new ChunkChain(key, claim.timestamp(), claim.scope().toString(), claim.signature());
        return new Authenticated(
            credential.principal(), PayloadHash.signing(payloadHash, Optional.of(chain)));
      }
    }
    String text = canonical.text(host);
    throw mismatch(claim, stringToSign(claim, text)).withDetail("CanonicalRequest", text);
  }

  private static String stringToSign(SignedClaim claim, String canonical) {
    return String.join(
        "\n",
        Algorithms.HMAC,
        claim.timestamp(),
        claim.scope().toString(),
        Sha256.hexOf(canonical.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static S3Exception mismatch(SignedClaim claim, String toSign) {
    return new S3Exception(S3Error.SIGNATURE_DOES_NOT_MATCH)
        .withDetail("AWSAccessKeyId", claim.accessKey())
        .withDetail("StringToSign", toSign)
        .withDetail("SignatureProvided", claim.signature());
  }

  /** What changes the meaning of a request must be signed. */
  private static void requireSigned(Headers headers, List<String> signed) {
    TreeSet<String> missing = new TreeSet<>();
    for (Map.Entry<String, String> entry : headers.entries()) {
      String name = entry.getKey().toLowerCase(Locale.ROOT);
      if ((name.startsWith("x-amz-") || name.equals("host")) && !signed.contains(name)) {
        missing.add(name);
      }
    }
    if (!signed.contains("host")) {
      missing.add("host");
    }
    if (!missing.isEmpty()) {
      throw new S3Exception(
              S3Error.ACCESS_DENIED,
              "There were headers present in the request which were not signed")
          .withDetail("HeadersNotSigned", String.join(", ", missing));
    }
  }
}
