package io.cistern.s3.http;

/** An answer could not be sent to its end. The connection is of no more use. */
final class SendFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  SendFailure(String message) {
    super(message);
  }

  SendFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
