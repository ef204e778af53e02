package io.cistern.controller.rpc;

import io.cistern.controller.ControllerError;
import io.grpc.Status;

/**
 * The one mapping of what can go wrong to gRPC statuses.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#error-scheme">CSI
 *     error scheme</a>
 */
public final class ControllerErrors {
  private ControllerErrors() {}

  /** UNKNOWN for what is no {@link ControllerError}: a fault of ours. */
  public static Status statusOf(Throwable error) {
    return error instanceof ControllerError known ? statusOf(known) : Status.UNKNOWN;
  }

  private static Status statusOf(ControllerError error) {
    return switch (error) {
      case ControllerError.Invalid e -> Status.INVALID_ARGUMENT.withDescription(e.getMessage());
      case ControllerError.SizeOutOfRange e -> Status.OUT_OF_RANGE.withDescription(e.getMessage());
      case ControllerError.NotFound e -> Status.NOT_FOUND.withDescription(e.getMessage());
      case ControllerError.AlreadyExists e -> Status.ALREADY_EXISTS.withDescription(e.getMessage());
      case ControllerError.NoSpace e -> Status.RESOURCE_EXHAUSTED.withDescription(e.getMessage());
      case ControllerError.Precondition e ->
          Status.FAILED_PRECONDITION.withDescription(e.getMessage());
      case ControllerError.Busy e -> Status.ABORTED.withDescription(e.getMessage());
      case ControllerError.BadToken e -> Status.ABORTED.withDescription(e.getMessage());
      case ControllerError.Unreachable e -> Status.UNAVAILABLE.withDescription(e.getMessage());
      case ControllerError.Refused e -> e.status();
    };
  }
}
