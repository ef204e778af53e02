package io.cistern.s3.auth;

import io.cistern.s3.api.Principal;
import java.util.Optional;

/** The one credential that may do everything. There is no default one. */
public final class RootCredentials implements Credentials {
  private static final int MIN_SECRET = 16;

  /**
   * The canonical user id of whoever holds the root credentials, which outlives a change of key.
   */
  private static final String ID = CanonicalId.of("root");

  private final Credential root;

  /**
   * The root credentials.
   *
   * @param accessKey 3 to 128 letters, digits, hyphens, dots or underscores
   * @param secret 16 to 128 characters of ASCII without spaces
   * @throws IllegalArgumentException if either is not; the secret is not in the message
   */
  public RootCredentials(String accessKey, String secret) {
    if (!accessKey.matches("[A-Za-z0-9._-]{3,128}")) {
      throw new IllegalArgumentException(
          "an access key has 3 to 128 letters, digits, hyphens, dots or underscores");
    }
    if (!secret.matches("[!-~]{" + MIN_SECRET + ",128}")) {
      throw new IllegalArgumentException(
          "a secret key has %d to 128 characters of ASCII without spaces".formatted(MIN_SECRET));
    }
    this.root = new Credential(accessKey, secret, new Principal(accessKey, ID, "root", true));
  }

  /** The credential itself, to show to who starts the gateway. */
  public Credential root() {
    return root;
  }

  @Override
  public Optional<Credential> find(String accessKey) {
    return Optional.of(root).filter(credential -> credential.accessKey().equals(accessKey));
  }
}
