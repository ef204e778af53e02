package io.cistern.controller.testing;

import io.cistern.pool.model.PoolError;
import io.grpc.Status;

/** Pool errors as an agent answers them. */
final class PoolStatus {
  private PoolStatus() {}

  static Status of(Throwable error) {
    return switch (error) {
      case PoolError.NotFound e -> Status.NOT_FOUND.withDescription(e.getMessage());
      case PoolError.AlreadyExists e -> Status.ALREADY_EXISTS.withDescription(e.getMessage());
      case PoolError.Invalid e -> Status.INVALID_ARGUMENT.withDescription(e.getMessage());
      case PoolError.SizeOutOfRange e -> Status.OUT_OF_RANGE.withDescription(e.getMessage());
      case PoolError.OutOfSpace e -> Status.RESOURCE_EXHAUSTED.withDescription(e.getMessage());
      case PoolError.Precondition e -> Status.FAILED_PRECONDITION.withDescription(e.getMessage());
      case PoolError.Busy e -> Status.ABORTED.withDescription(e.getMessage());
      case PoolError.Io e -> Status.INTERNAL.withDescription(e.getMessage());
      case PoolError.Corrupt e -> Status.DATA_LOSS.withDescription(e.getMessage());
      default -> Status.UNKNOWN;
    };
  }
}
