package io.cistern.node.error;

import io.cistern.linux.LinuxException;
import io.cistern.pool.model.PoolError;
import io.grpc.Status;
import java.util.function.Function;

/**
 * Gives every error its gRPC status, for the CSI services and for the pool agent alike: the only
 * class of this module that names one. UNKNOWN is for what nobody expected; the server logs it with
 * its stack and answers INTERNAL.
 *
 * @see <a
 *     href="https://github.com/container-storage-interface/spec/blob/v1.12.0/spec.md#error-scheme">CSI
 *     error scheme</a>
 */
public final class PoolErrorStatus implements Function<Throwable, Status> {

  @Override
  public Status apply(Throwable error) {
    return switch (error) {
      case PoolError poolError -> ofPool(poolError).withDescription(poolError.getMessage());
      case NodeError nodeError -> ofNode(nodeError).withDescription(nodeError.getMessage());
      case LinuxException kernel -> Status.INTERNAL.withDescription(kernel.getMessage());
      case Throwable _ -> Status.UNKNOWN;
    };
  }

  private static Status ofPool(PoolError error) {
    return switch (error) {
      case PoolError.NotFound _ -> Status.NOT_FOUND;
      case PoolError.AlreadyExists _ -> Status.ALREADY_EXISTS;
      case PoolError.Invalid _ -> Status.INVALID_ARGUMENT;
      case PoolError.SizeOutOfRange _ -> Status.OUT_OF_RANGE;
      case PoolError.OutOfSpace _ -> Status.RESOURCE_EXHAUSTED;
      case PoolError.Precondition _ -> Status.FAILED_PRECONDITION;
      case PoolError.Busy _ -> Status.ABORTED;
      case PoolError.Io _ -> Status.INTERNAL;
      case PoolError.Corrupt _ -> Status.DATA_LOSS;
    };
  }

  private static Status ofNode(NodeError error) {
    return switch (error.kind()) {
      case NOT_FOUND -> Status.NOT_FOUND;
      case ALREADY_EXISTS -> Status.ALREADY_EXISTS;
      case INVALID -> Status.INVALID_ARGUMENT;
      case PRECONDITION -> Status.FAILED_PRECONDITION;
      case UNAUTHENTICATED -> Status.UNAUTHENTICATED;
      case BUSY -> Status.ABORTED;
      case UNAVAILABLE -> Status.UNAVAILABLE;
      case FAILED -> Status.INTERNAL;
      case CORRUPT -> Status.DATA_LOSS;
    };
  }
}
