package io.cistern.benchmarks.s3.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes request heads signed with SigV4, bodies unsigned. Paths and queries are taken as they are,
 * so they may hold nothing that would have to be escaped. Not safe for several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">AWS:
 *     signature in the Authorization header</a>
 */
public final class Signer {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String SIGNED = "host;x-amz-content-sha256;x-amz-date";
  private static final String PAYLOAD = "UNSIGNED-PAYLOAD";
  private final Endpoint endpoint;
  private final String time;
  private final String scope;
  private final byte[] key;

  /** Requests it signs are good for about 15 minutes from {@code now}. */
  public Signer(Endpoint endpoint, Instant now) {
    this.endpoint = endpoint;
    this.time = TIME.format(now);
    String day = time.substring(0, 8);
    this.scope = day + "/" + endpoint.region() + "/s3/aws4_request";
    byte[] dated = hmac(utf8("AWS4" + endpoint.secretKey()), day);
    this.key = hmac(hmac(hmac(dated, endpoint.region()), "s3"), "aws4_request");
  }

  /**
   * The head up to and with the empty line.
   *
   * @param query sorted by name, each as {@code name=value}; empty for none
   * @param contentLength of the body that will follow; 0 for none
   */
  byte[] head(String method, String path, String query, long contentLength) {
    String canonical =
        method
            + "\n"
            + path
            + "\n"
            + query
            + "\nhost:"
            + endpoint.authority()
            + "\nx-amz-content-sha256:"
            + PAYLOAD
            + "\nx-amz-date:"
            + time
            + "\n\n"
            + SIGNED
            + "\n"
            + PAYLOAD;
    String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + hex(sha256(canonical));
    String target = query.isEmpty() ? path : path + "?" + query;
    return utf8(
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: "
            + endpoint.authority()
            + "\r\nx-amz-content-sha256: "
            + PAYLOAD
            + "\r\nx-amz-date: "
            + time
            + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential="
            + endpoint.accessKey()
            + "/"
            + scope
            + ", SignedHeaders="
            + SIGNED
            + ", Signature="
            + hex(hmac(key, toSign))
            + "\r\nContent-Length: "
            + contentLength
            + "\r\n\r\n");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
