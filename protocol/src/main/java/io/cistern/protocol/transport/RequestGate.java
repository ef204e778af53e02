package io.cistern.protocol.transport;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
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
import java.util.Map;
import java.util.Set;

/**
 * Looks at every request before its service does: what is too long is refused. Notes for the log
 * what the request is about, and what its answer has made.
 */
final class RequestGate implements ServerInterceptor {
  private static final Logger LOG = System.getLogger(RequestGate.class.getName());
  private static final Map<String, String> SUBJECTS =
      Map.of(
          "volume_id", "volumeId",
          "source_volume_id", "volumeId",
          "snapshot_id", "snapshotId",
          "group_snapshot_id", "groupSnapshotId",
          "pool_id", "pool",
          "uuid", "uuid",
          "name", "name");
  private static final Set<String> MADE = Set.of("volume", "snapshot", "group_snapshot");

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
    for (Map.Entry<FieldDescriptor, Object> entry : response.getAllFields().entrySet()) {
      if (entry.getValue() instanceof Message part && MADE.contains(entry.getKey().getName())) {
        context.about(context.subject() + subjectOf(part));
      }
    }
  }

  private static String subjectOf(Message message) {
    StringBuilder subject = new StringBuilder();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      String key = SUBJECTS.get(entry.getKey().getName());
      if (key != null
          && entry.getKey().getJavaType() == JavaType.STRING
          && entry.getValue() instanceof String value) {
        subject.append(' ').append(key).append('=').append(LogText.quoted(value));
      }
    }
    return subject.toString();
  }
}
