package io.cistern.s3.http;

import io.cistern.s3.api.BodySource;
import io.cistern.s3.api.RequestHead;

/** Who answers requests. Called on virtual threads, many at a time. */
public interface HttpHandler {
  Answer handle(RequestHead head, BodySource body);

  /** The answer to a request that failed outside of {@link #handle}. */
  Answer refuse(RequestHead head, RuntimeException failure);
}
