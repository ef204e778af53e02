package io.cistern.s3.auth;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Derived keys, so that a request costs one HMAC and not five. Only known access keys and the
 * gateway's own region get here, so what fills it is the days that presigned URLs name.
 */
final class SigningKeys {
  private static final int LIMIT = 1024;

  private final Map<Entry, SigningKey> keys = new ConcurrentHashMap<>();

  private record Entry(Credential credential, CredentialScope scope) {}

  SigningKey get(Credential credential, CredentialScope scope) {
    if (keys.size() >= LIMIT) {
      keys.clear();
    }
    return keys.computeIfAbsent(
        new Entry(credential, scope), _ -> SigningKey.derive(credential.secret(), scope));
  }
}
