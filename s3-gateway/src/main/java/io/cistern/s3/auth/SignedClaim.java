package io.cistern.s3.auth;

import java.util.List;

/**
 * That somebody has signed something, as the request says and nobody has verified.
 *
 * @param timestamp of the signature, as {@code yyyyMMdd'T'HHmmss'Z'}
 * @param signedHeaders in the order given
 */
record SignedClaim(
    String accessKey,
    CredentialScope scope,
    String timestamp,
    List<String> signedHeaders,
    String signature) {
  SignedClaim {
    signedHeaders = List.copyOf(signedHeaders);
  }
}
