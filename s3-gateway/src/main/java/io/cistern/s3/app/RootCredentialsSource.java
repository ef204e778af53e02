package io.cistern.s3.app;

import io.cistern.s3.auth.CredentialsFile;
import io.cistern.s3.auth.RootCredentials;
import java.io.IOException;

/** Where the root credentials come from. There are none by default. */
final class RootCredentialsSource {
  private RootCredentialsSource() {}

  /**
   * The credentials of the configuration: both keys, or a file, which is made where there is none.
   *
   * @throws IllegalArgumentException if neither is configured or both are, saying what to do
   */
  static RootCredentials of(GatewayConfig config) {
    boolean keys = config.accessKey().isPresent() && config.secretKey().isPresent();
    if (keys == config.credentialsFile().isPresent()
        || config.accessKey().isPresent() != config.secretKey().isPresent()) {
      throw new IllegalArgumentException(
          "set cistern.s3.credentials-file (CISTERN_S3_CREDENTIALS_FILE), which is made with random"
              + " credentials where there is none, or else both cistern.s3.access-key"
              + " (CISTERN_S3_ACCESS_KEY) and cistern.s3.secret-key (CISTERN_S3_SECRET_KEY)");
    }
    if (keys) {
      return new RootCredentials(
          config.accessKey().orElseThrow(), config.secretKey().orElseThrow());
    }
    try {
      return CredentialsFile.loadOrGenerate(config.credentialsFile().orElseThrow());
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "cistern.s3.credentials-file can be neither read nor made: " + unreadable, unreadable);
    }
  }
}
