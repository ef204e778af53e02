package io.cistern.protocol.transport;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * One line for each call: method, code, duration, request id and the volume or snapshot it is
 * about. Questions (Probe, Get, List, health) are logged at DEBUG, so that they do not drown the
 * rest.
 */
final class AccessLog implements ServerInterceptor {
  private static final Logger LOG = System.getLogger(AccessLog.class.getName());

  private static final Pattern QUESTION =
      Pattern.compile(
          "grpc\\..*|.*/(Node|Controller|GroupController|Driver)?(Probe|Describe|Get|List).*");

  /** Whether the method of this name is one, found out once. */
  private static final Map<String, Boolean> QUESTIONS = new ConcurrentHashMap<>();

  private final CallListener listener;

  AccessLog(CallListener listener) {
    this.listener = listener;
  }

  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    CallContext context = CallContext.begin(headers);
    Ending ending =
        new Ending(context, call.getMethodDescriptor().getFullMethodName(), System.nanoTime());
    ServerCall<Q, S> watched =
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            super.close(status, trailers);
            ending.with(status);
          }
        };
    return new SimpleForwardingServerCallListener<>(
        Contexts.interceptCall(
            Context.current().withValue(CallContext.KEY, context), watched, headers, next)) {
      @Override
      public void onCancel() {
        super.onCancel();
        ending.with(Status.CANCELLED);
      }
    };
  }

  private static Level levelOf(String method, Status.Code code) {
    return switch (code) {
      case INTERNAL, UNKNOWN, DATA_LOSS -> Level.WARNING;
      case OK, NOT_FOUND -> changesNothing(method) ? Level.DEBUG : Level.INFO;
      case CANCELLED,
          INVALID_ARGUMENT,
          DEADLINE_EXCEEDED,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          UNAVAILABLE,
          UNAUTHENTICATED ->
          Level.INFO;
    };
  }

  private static boolean changesNothing(String method) {
    return QUESTIONS.computeIfAbsent(method, name -> QUESTION.matcher(name).matches());
  }

  private final class Ending {
    private final CallContext context;
    private final String method;
    private final long startNanos;
    private final AtomicBoolean told = new AtomicBoolean();

    Ending(CallContext context, String method, long startNanos) {
      this.context = context;
      this.method = method;
      this.startNanos = startNanos;
    }

    void with(Status status) {
      if (!told.compareAndSet(false, true)) {
        return;
      }
      Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
      listener.ended(method, status.getCode(), took);
      Level level = levelOf(method, status.getCode());
      if (LOG.isLoggable(level)) {
        StringBuilder line =
            new StringBuilder("call answered method=")
                .append(method)
                .append(" code=")
                .append(status.getCode())
                .append(" micros=")
                .append(took.toNanos() / 1000)
                .append(" requestId=")
                .append(context.id())
                .append(context.subject());
        String description = status.getDescription();
        if (description != null) {
          line.append(" message=").append(LogText.quoted(description));
        }
        LOG.log(level, line.toString());
      }
    }
  }
}
