package io.cistern.protocol.transport;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Function;

/**
 * Turns what a service throws, or hands to {@code onError}, into a status, by the service's own
 * mapping, so that no service catches. The answer is a code and a short text: never a stack, never
 * details.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#error-scheme">CSI
 *     error scheme</a>
 */
final class StatusInterceptor implements ServerInterceptor {
  private static final Logger LOG = System.getLogger(StatusInterceptor.class.getName());

  private final Function<Throwable, Status> statuses;

  StatusInterceptor(Function<Throwable, Status> statuses) {
    this.statuses = statuses;
  }

  @Override
  public <Q, S> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
    MappingCall<Q, S> mapping = new MappingCall<>(call);
    ServerCall.Listener<Q> listener;
    try {
      listener = next.startCall(mapping, headers);
    } catch (RuntimeException | Error e) {
      mapping.fail(e);
      return new ServerCall.Listener<>() {};
    }
    return new SimpleForwardingServerCallListener<>(listener) {
      @Override
      public void onMessage(Q message) {
        mapping.guard(() -> super.onMessage(message));
      }

      @Override
      public void onHalfClose() {
        mapping.guard(super::onHalfClose);
      }

      @Override
      public void onReady() {
        mapping.guard(super::onReady);
      }
    };
  }

  private Status statusOf(Throwable error) {
    return switch (error) {
      case StatusRuntimeException e when e.getCause() instanceof InvalidProtocolBufferException ->
          Status.INVALID_ARGUMENT.withDescription("the request is not a well-formed message");
      case StatusRuntimeException e -> e.getStatus();
      case StatusException e -> e.getStatus();
      default -> mapped(error);
    };
  }

  private Status mapped(Throwable error) {
    Status status = statuses.apply(error);
    return switch (status.getCode()) {
      case UNKNOWN -> {
        LOG.log(Level.ERROR, "unexpected error requestId=" + CallContext.requestId(), error);
        yield Status.INTERNAL.withDescription(
            "internal error, logged with request id " + CallContext.requestId());
      }
      case INTERNAL, DATA_LOSS -> {
        LOG.log(Level.ERROR, "call failed requestId=" + CallContext.requestId(), error);
        yield status;
      }
      case OK -> throw new IllegalStateException("an error was mapped to success: " + error, error);
      case CANCELLED,
          INVALID_ARGUMENT,
          DEADLINE_EXCEEDED,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          RESOURCE_EXHAUSTED,
          FAILED_PRECONDITION,
          ABORTED,
          OUT_OF_RANGE,
          UNIMPLEMENTED,
          UNAVAILABLE,
          UNAUTHENTICATED ->
          status;
    };
  }

  private final class MappingCall<Q, S> extends SimpleForwardingServerCall<Q, S> {
    private boolean closed;

    MappingCall(ServerCall<Q, S> call) {
      super(call);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (closed) {
        return;
      }
      closed = true;
      Throwable cause = status.getCause();
      Status answer =
          status.getCode() == Status.Code.UNKNOWN && cause != null ? statusOf(cause) : status;
      super.close(answer, answer.isOk() ? trailers : new Metadata());
    }

    void fail(Throwable error) {
      close(statusOf(error), new Metadata());
    }

    void guard(Runnable step) {
      if (closed) {
        return;
      }
      try {
        step.run();
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    }
  }
}
