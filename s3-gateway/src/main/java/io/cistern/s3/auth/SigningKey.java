package io.cistern.s3.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret key narrowed to one day, region and service. Safe for many threads.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS:
 *     derive a signing key</a>
 */
public final class SigningKey {
  private static final String HMAC = "HmacSHA256";

  /** Keyed once; each signature is made by a copy. */
  private final Mac keyed;

  private SigningKey(byte[] key) {
    this.keyed = keyed(key);
  }

  static SigningKey derive(String secret, CredentialScope scope) {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {scope.date(), scope.region(), "s3", "aws4_request"}) {
      key = keyed(key).doFinal(part.getBytes(StandardCharsets.UTF_8));
    }
    return new SigningKey(key);
  }

  /** The signature of {@code text}, in hexadecimal. */
  String sign(String text) {
    try {
      Mac mac = (Mac) keyed.clone();
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the JDK's HMAC can be copied", impossible);
    }
  }

  private static Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HMAC with SHA-256", impossible);
    }
  }
}
