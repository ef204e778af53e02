package io.cistern.protocol.transport;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Looks at every request before its service does: what is too long is refused. Notes for the log
 * what the request is about, and what its answer has made.
 */
final class RequestGate implements ServerInterceptor {
  private static final Logger LOG = System.getLogger(RequestGate.class.getName());

  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    ServerCall<Q, S> noting =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void sendMessage(S response) {
            if (response instanceof Message message) {
              noteMade(message);
            }
            super.sendMessage(response);
          }
        };
    return new SimpleForwardingServerCallListener<>(next.startCall(noting, headers)) {
      @Override
      public void onMessage(Q request) {
        if (request instanceof Message message) {
          look(message);
        }
        super.onMessage(request);
      }
    };
  }

  private static void look(Message message) {
    CallContext context = CallContext.KEY.get();
    if (context != null) {
      context.about(subjectOf(message));
      if (LOG.isLoggable(Level.DEBUG)) {
        LOG.log(
            Level.DEBUG,
            "request requestId=" + context.id() + " fields=" + Redaction.text(message));
      }
    }
    FieldLimits.violation(message)
        .ifPresent(
            text -> {
              throw Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
            });
  }

  private static void noteMade(Message response) {
    CallContext context = CallContext.KEY.get();
    if (context == null) {
      return;
    }
    for (FieldDescriptor field : MessageShape.of(response).made()) {
      if (response.hasField(field)) {
        context.about(context.subject() + subjectOf((Message) response.getField(field)));
      }
    }
  }

  private static String subjectOf(Message message) {
    StringBuilder text = new StringBuilder();
    for (MessageShape.Subject subject : MessageShape.of(message).subjects()) {
      String value = (String) message.getField(subject.field());
      if (!value.isEmpty()) {
        text.append(' ').append(subject.key()).append('=').append(LogText.quoted(value));
      }
    }
    return text.toString();
  }
}
