package io.cistern.s3.auth;

import io.cistern.s3.api.Principal;

/** An access key, its secret and whose it is. */
public record Credential(String accessKey, String secret, Principal principal) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "Credential[" + accessKey + "]";
  }
}
