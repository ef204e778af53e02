package io.cistern.s3.auth;

import java.nio.charset.StandardCharsets;

/**
 * Ids of owners and users as S3 shows them. Each follows from a name, and so outlives every key.
 */
public final class CanonicalId {
  private CanonicalId() {}

  /** 64 hexadecimal digits. */
  public static String of(String name) {
    return Sha256.hexOf(("cistern " + name).getBytes(StandardCharsets.UTF_8));
  }
}
