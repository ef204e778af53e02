package io.cistern.s3.error;

import io.cistern.s3.api.RequestHead;
import io.cistern.s3.api.S3Error;
import io.cistern.s3.api.S3Exception;
import io.cistern.s3.store.StoreError;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What S3 calls whatever a request failed with. */
public final class Failures {
  private static final Logger LOG = System.getLogger(Failures.class.getName());

  private Failures() {}

  /** The error to answer with; one that nobody expected is logged, and told as InternalError. */
  public static S3Exception toS3(RuntimeException failure, RequestHead head) {
    S3Exception error =
        switch (failure) {
          case S3Exception known -> known;
          case StoreError known -> StoreErrors.toS3(known);
          default -> new S3Exception(S3Error.INTERNAL_ERROR);
        };
    if (error.error() == S3Error.INTERNAL_ERROR) {
      LOG.log(Level.ERROR, "a request failed requestId=" + head.requestId(), failure);
    }
    return error;
  }
}
