package io.cistern.s3.user;

import io.cistern.s3.auth.RandomCredentials;
import io.cistern.s3.model.AccessKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Makes access keys nobody can guess. */
public final class FreshKeys {
  private FreshKeys() {}

  public static AccessKey next() {
    return new AccessKey(
        RandomCredentials.accessKey(),
        RandomCredentials.secretKey(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }
}
