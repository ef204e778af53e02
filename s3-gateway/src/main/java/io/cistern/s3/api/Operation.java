package io.cistern.s3.api;

import java.util.List;
import java.util.Set;

/** One operation of S3: parse, one or few calls of the store, render. Safe for many threads. */
public interface Operation {
  /** AWS's name of it, as in logs, metrics and the message of NotImplemented. */
  String name();

  /**
   * Sub-resource parameters it reads where they are given, beyond those its route asks for, such as
   * {@code partNumber} of GetObject. Any other sub-resource makes the request another operation.
   */
  default Set<String> parameters() {
    return Set.of();
  }

  /**
   * What the caller must be allowed to do, as far as the head of the request tells. Where only the
   * body does, the operation asks the {@link Authorizer} itself before it acts.
   */
  List<Access> accesses(S3Request request);

  /**
   * Whether its requests carry no signature in their head, so that nothing there is believed: the
   * preflights of browsers, and forms, whose fields the operation authenticates itself. All others
   * are refused unless a known key signed them.
   */
  default boolean isUnsigned() {
    return false;
  }

  /**
   * Does it. Runs on a virtual thread and may block.
   *
   * @throws S3Exception to answer with that error
   */
  S3Response handle(S3Request request);
}
