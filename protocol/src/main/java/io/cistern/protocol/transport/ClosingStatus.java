package io.cistern.protocol.transport;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * Has a client see another status than the one its call ended with. A status that a server has sent
 * has no cause, one that the transport made up has: so they are told apart.
 *
 * @param seen the status to see in the place of one
 */
public record ClosingStatus(UnaryOperator<Status> seen) implements ClientInterceptor {

  /**
   * Reports a connection that ended under a call as UNAVAILABLE. The Netty transport says UNKNOWN
   * ("channel closed") where it learns of the end while it is writing, and nobody retries UNKNOWN.
   */
  static ClosingStatus ofLostConnections() {
    return new ClosingStatus(
        status ->
            status.getCode() == Status.Code.UNKNOWN && isOfTransport(status)
                ? Status.UNAVAILABLE
                    .withDescription("the connection was lost: " + status.getDescription())
                    .withCause(status.getCause())
                : status);
  }

  /** Says where nobody answered, in place of the transport's "io exception". */
  public static ClosingStatus naming(Endpoint endpoint) {
    return new ClosingStatus(
        status ->
            status.getCode() == Status.Code.UNAVAILABLE && isOfTransport(status)
                ? status.withDescription("no service answers at " + endpoint)
                : status);
  }

  private static boolean isOfTransport(Status status) {
    return status.getCause() instanceof IOException;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                super.onClose(seen.apply(status), trailers);
              }
            },
            headers);
      }
    };
  }
}
