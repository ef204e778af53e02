package io.cistern.s3.auth;

import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;

/** The ways of signing, of which one is taken and the others are refused by name. */
final class Algorithms {
  static final String HMAC = "AWS4-HMAC-SHA256";
  private static final String ECDSA = "AWS4-ECDSA-P256-SHA256";

  private Algorithms() {}

  /** Takes what begins with {@link #HMAC}. */
  static void requireHmac(String authorization) {
    if (authorization.startsWith(ECDSA)) {
      throw asymmetric();
    }
    if (authorization.startsWith("AWS ")) {
      throw version2();
    }
    if (!authorization.startsWith(HMAC + " ")) {
      throw new S3Exception(S3Error.INVALID_ARGUMENT, "Unsupported Authorization Type")
          .withDetail("ArgumentName", "Authorization");
    }
  }

  /** Takes exactly {@link #HMAC}. */
  static void requireHmacInQuery(String algorithm) {
    if (algorithm.equals(ECDSA)) {
      throw asymmetric();
    }
    if (!algorithm.equals(HMAC)) {
      throw new S3Exception(
          S3Error.AUTHORIZATION_QUERY_PARAMETERS_ERROR,
          "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
    }
  }

  static S3Exception asymmetric() {
    return new S3Exception(
        S3Error.NOT_IMPLEMENTED, "Signature Version 4A (%s) is not implemented.".formatted(ECDSA));
  }

  static S3Exception version2() {
    return new S3Exception(
        S3Error.INVALID_REQUEST,
        "The authorization mechanism you have provided is not supported. Please use"
            + " AWS4-HMAC-SHA256.");
  }
}
