package io.cistern.s3.rpc;

import io.cistern.s3.store.StoreError;
import io.grpc.Status;

/**
 * The one mapping of what can go wrong to gRPC statuses.
 *
 * @see <a
 *     href="https://github.com/kubernetes-sigs/container-object-storage-interface/blob/main/proto/spec.md#error-scheme">COSI
 *     error scheme</a>
 */
public final class RpcErrors {
  private RpcErrors() {}

  /** UNKNOWN for what is neither a refusal nor an error of the store: a fault of ours. */
  public static Status statusOf(Throwable error) {
    return switch (error) {
      case Refusal refusal -> statusOf(refusal);
      case StoreError failure -> statusOf(failure).withDescription(failure.getMessage());
      default -> Status.UNKNOWN;
    };
  }

  private static Status statusOf(Refusal refusal) {
    Status status =
        switch (refusal) {
          case Refusal.Invalid _ -> Status.INVALID_ARGUMENT;
          case Refusal.NotFound _ -> Status.NOT_FOUND;
          case Refusal.Conflict _ -> Status.ALREADY_EXISTS;
          case Refusal.Precondition _ -> Status.FAILED_PRECONDITION;
        };
    return status.withDescription(refusal.getMessage());
  }

  private static Status statusOf(StoreError error) {
    return switch (error) {
      case StoreError.NoSuchBucket _,
          StoreError.NoSuchUser _,
          StoreError.NoSuchKey _,
          StoreError.NoSuchVersion _,
          StoreError.Deleted _,
          StoreError.NoSuchUpload _ ->
          Status.NOT_FOUND;
      case StoreError.BucketExists _, StoreError.UserExists _ -> Status.ALREADY_EXISTS;
      case StoreError.BucketNotEmpty _, StoreError.PreconditionFailed _ ->
          Status.FAILED_PRECONDITION;
      case StoreError.InvalidPart _,
          StoreError.InvalidPartOrder _,
          StoreError.PartTooSmall _,
          StoreError.TooLarge _ ->
          Status.INVALID_ARGUMENT;
      case StoreError.OutOfSpace _, StoreError.QuotaExceeded _ -> Status.RESOURCE_EXHAUSTED;
      case StoreError.Unavailable _ -> Status.UNAVAILABLE;
      case StoreError.Corrupt _ -> Status.DATA_LOSS;
      case StoreError.Io _ -> Status.INTERNAL;
    };
  }
}
