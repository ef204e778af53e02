package io.cistern.s3.http;

import io.cistern.s3.api.RequestHead;
import java.time.Duration;
import java.time.Instant;

/**
 * A request that is over.
 *
 * @param took from its head to the last byte of the answer
 * @param bytesIn of the body, as far as it was read
 * @param bytesOut of the body of the answer
 * @param complete whether the whole answer went out
 */
public record Ended(
    RequestHead head,
    Answer answer,
    Instant began,
    Duration took,
    long bytesIn,
    long bytesOut,
    boolean complete) {
  /** Is told of every request, on the request's thread. */
  public interface Listener {
    void ended(Ended request);
  }
}
