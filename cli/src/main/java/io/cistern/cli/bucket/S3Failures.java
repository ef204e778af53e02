package io.cistern.cli.bucket;

import io.cistern.cli.failure.CommandFailure;
import io.cistern.cli.failure.ExitCode;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** The one mapping of what S3 refuses, or fails with, to what the user is told. */
final class S3Failures {
  private static final String RETRY = "try again; every command may be repeated";

  private S3Failures() {}

  static CommandFailure of(SdkException wrong, URI endpoint) {
    if (wrong instanceof AwsServiceException refused) {
      return ofAnswer(refused);
    }
    return isOfNetwork(wrong)
        ? new CommandFailure(
            ExitCode.UNAVAILABLE,
            endpoint + " does not answer: " + wrong.getMessage(),
            "`cistern status` shows whether the gateway is ready, and where")
        : new CommandFailure(ExitCode.FAILURE, wrong.toString(), "");
  }

  private static boolean isOfNetwork(Throwable wrong) {
    for (Throwable cause = wrong.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static CommandFailure ofAnswer(AwsServiceException refused) {
    String code = refused.awsErrorDetails() == null ? "" : refused.awsErrorDetails().errorCode();
    String said = refused.awsErrorDetails() == null ? "" : refused.awsErrorDetails().errorMessage();
    String name = code == null || code.isEmpty() ? "status " + refused.statusCode() : code;
    String message = said == null || said.isEmpty() ? name : name + ": " + said;
    return switch (name) {
      case "NoSuchBucket" ->
          new CommandFailure(ExitCode.NOT_FOUND, message, "`cistern bucket list` shows them");
      case "BucketNotEmpty" ->
          new CommandFailure(
              ExitCode.CONFLICT, message, "--force deletes what is in it first, with all versions");
      case "BucketAlreadyExists" ->
          new CommandFailure(ExitCode.CONFLICT, message, "choose another name");
      default -> ofStatus(refused.statusCode(), message);
    };
  }

  private static CommandFailure ofStatus(int status, String message) {
    return switch (status) {
      case 400 -> new CommandFailure(ExitCode.USAGE, message, "");
      case 401, 403 ->
          new CommandFailure(
              ExitCode.FAILURE,
              message,
              "the credentials, or the clock, are not what the endpoint expects");
      case 404 -> new CommandFailure(ExitCode.NOT_FOUND, message, "");
      case 409 -> new CommandFailure(ExitCode.CONFLICT, message, RETRY);
      case 503 -> new CommandFailure(ExitCode.UNAVAILABLE, message, RETRY);
      case 507 ->
          new CommandFailure(ExitCode.NO_SPACE, message, "delete objects, or expand the volume");
      default ->
          new CommandFailure(ExitCode.FAILURE, message, "the log of the gateway may say more");
    };
  }
}
