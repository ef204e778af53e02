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

/**
 * Reports a connection that ended under a call as UNAVAILABLE. The Netty transport says UNKNOWN
 * ("channel closed") where it learns of the end while it is writing, and nobody retries UNKNOWN. A
 * status that a server has sent has no cause, and is left as it is.
 */
final class LostConnections implements ClientInterceptor {
  @Override
  public <Q, S> ClientCall<Q, S> interceptCall(
      MethodDescriptor<Q, S> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<S> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                super.onClose(named(status), trailers);
              }
            },
            headers);
      }
    };
  }

  static Status named(Status status) {
    boolean lost =
        status.getCode() == Status.Code.UNKNOWN && status.getCause() instanceof IOException;
    return lost
        ? Status.UNAVAILABLE
            .withDescription("the connection was lost: " + status.getDescription())
            .withCause(status.getCause())
        : status;
  }
}
