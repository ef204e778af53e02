package io.cistern.protocol.transport;

import io.grpc.Status;
import java.time.Duration;

/** Is told of every call a server has answered; what a service hangs its metrics on. */
@FunctionalInterface
public interface CallListener {
  /** Does nothing. */
  CallListener NONE = (method, code, took) -> {};

  /**
   * @param method the full name, {@code csi.v1.Controller/CreateVolume}
   * @param code what was answered; CANCELLED if the client went away
   * @param took from the last byte of the request to the answer
   */
  void ended(String method, Status.Code code, Duration took);
}
