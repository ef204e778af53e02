package io.cistern.s3.model;

import java.time.Instant;

/**
 * A key that signs for a user.
 *
 * @param id sent with every signature
 * @param secret never sent; kept as it is, for a signature can be verified by nothing less
 * @param created to the millisecond
 */
public record AccessKey(String id, String secret, Instant created) {
  /** Without the secret. */
  @Override
  public String toString() {
    return "AccessKey[" + id + "]";
  }
}
