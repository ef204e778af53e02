package io.cistern.cli.failure;

import io.cistern.linux.Errno;
import io.cistern.linux.LinuxException;
import io.cistern.pool.model.PoolError;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one mapping of everything that can be thrown to what the user is told. */
public final class Failures {
  private static final String RETRY = "try again; every command may be repeated";
  private static final String START =
      "`cistern up` starts the services, `cistern status` shows them";

  private Failures() {}

  /** What the user is told of an exception. */
  public static CommandFailure of(Throwable wrong) {
    return switch (wrong) {
      case CommandFailure failure -> failure;
      case StatusRuntimeException status -> ofStatus(status.getStatus());
      case PoolError error -> ofPool(error);
      case LinuxException error -> ofKernel(error);
      case UncheckedIOException error -> new CommandFailure(ExitCode.FAILURE, text(error), "");
      case IOException error -> new CommandFailure(ExitCode.FAILURE, text(error), "");
      case IllegalArgumentException error -> new CommandFailure(ExitCode.USAGE, text(error), "");
      default -> new CommandFailure(ExitCode.FAILURE, wrong.toString(), "");
    };
  }

  private static CommandFailure ofStatus(Status status) {
    String said = status.getDescription();
    String message = said == null ? status.getCode().toString() : said;
    return switch (status.getCode()) {
      case NOT_FOUND -> new CommandFailure(ExitCode.NOT_FOUND, message, "");
      case INVALID_ARGUMENT, OUT_OF_RANGE -> new CommandFailure(ExitCode.USAGE, message, "");
      case ALREADY_EXISTS ->
          new CommandFailure(
              ExitCode.CONFLICT, message, "choose another name, or delete what has it");
      case FAILED_PRECONDITION -> new CommandFailure(ExitCode.CONFLICT, message, "");
      case ABORTED -> new CommandFailure(ExitCode.CONFLICT, message, RETRY);
      case RESOURCE_EXHAUSTED ->
          new CommandFailure(
              ExitCode.NO_SPACE, message, "`cistern status` shows the space of the pools");
      case UNAVAILABLE -> new CommandFailure(ExitCode.UNAVAILABLE, message, START);
      case DEADLINE_EXCEEDED -> new CommandFailure(ExitCode.UNAVAILABLE, message, RETRY);
      case DATA_LOSS ->
          new CommandFailure(ExitCode.FAILURE, message, "look with `cistern pool check`");
      case OK, CANCELLED, UNKNOWN, PERMISSION_DENIED, UNIMPLEMENTED, INTERNAL, UNAUTHENTICATED ->
          new CommandFailure(ExitCode.FAILURE, message, "the log of the service may say more");
    };
  }

  private static CommandFailure ofPool(PoolError error) {
    String message = text(error);
    return switch (error) {
      case PoolError.NotFound _ -> new CommandFailure(ExitCode.NOT_FOUND, message, "");
      case PoolError.AlreadyExists _ -> new CommandFailure(ExitCode.CONFLICT, message, "");
      case PoolError.Invalid _ -> new CommandFailure(ExitCode.USAGE, message, "");
      case PoolError.SizeOutOfRange _ -> new CommandFailure(ExitCode.USAGE, message, "");
      case PoolError.OutOfSpace _ -> new CommandFailure(ExitCode.NO_SPACE, message, "");
      case PoolError.Precondition _ -> new CommandFailure(ExitCode.CONFLICT, message, "");
      case PoolError.Busy _ -> new CommandFailure(ExitCode.CONFLICT, message, "");
      case PoolError.Io _ -> new CommandFailure(ExitCode.FAILURE, message, "");
      case PoolError.Corrupt _ ->
          new CommandFailure(ExitCode.FAILURE, message, "look with `cistern pool check`");
    };
  }

  private static CommandFailure ofKernel(LinuxException error) {
    String message = text(error);
    if (error.errno() == Errno.EPERM || error.errno() == Errno.EACCES) {
      return new CommandFailure(ExitCode.FAILURE, message, "run it as root");
    }
    return error.errno() == Errno.EBUSY
        ? new CommandFailure(ExitCode.CONFLICT, message, "a program still uses it")
        : new CommandFailure(ExitCode.FAILURE, message, "");
  }

  private static String text(Throwable wrong) {
    String message = wrong.getMessage();
    return message == null ? wrong.toString() : message;
  }
}
