package io.cistern.protocol.transport;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/** Sends the request id along, so that the lines of both ends can be put together. */
final class RequestIdForwarder implements ClientInterceptor {
  @Override
  public <Q, S> ClientCall<Q, S> interceptCall(
      MethodDescriptor<Q, S> method, CallOptions options, Channel next) {
    String requestId = CallContext.requestId();
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<S> listener, Metadata headers) {
        if (!requestId.isEmpty()) {
          headers.put(CallContext.REQUEST_ID_HEADER, requestId);
        }
        super.start(listener, headers);
      }
    };
  }
}
