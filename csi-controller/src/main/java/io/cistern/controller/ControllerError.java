package io.cistern.controller;

import io.grpc.Status;

/**
 * Everything a call can be refused for, or fail with. A message says what is wrong and, where there
 * is one, the remedy; it is shown to the client and never holds a secret.
 */
public abstract sealed class ControllerError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private ControllerError(String message) {
    super(message);
  }

  /** The request can never be right. */
  public static final class Invalid extends ControllerError {
    private static final long serialVersionUID = 1;

    public Invalid(String message) {
      super(message);
    }
  }

  /** No volume can have the size that is asked for. */
  public static final class SizeOutOfRange extends ControllerError {
    private static final long serialVersionUID = 1;

    public SizeOutOfRange(String message) {
      super(message);
    }
  }

  /** There is no such volume, snapshot or group. */
  public static final class NotFound extends ControllerError {
    private static final long serialVersionUID = 1;

    public NotFound(String message) {
      super(message);
    }
  }

  /** The name is taken by something that was asked for differently. */
  public static final class AlreadyExists extends ControllerError {
    private static final long serialVersionUID = 1;

    public AlreadyExists(String message) {
      super(message);
    }
  }

  /** No pool that may hold the volume has the space. */
  public static final class NoSpace extends ControllerError {
    private static final long serialVersionUID = 1;

    public NoSpace(String message) {
      super(message);
    }
  }

  /** What the request is about is not in the state it needs. */
  public static final class Precondition extends ControllerError {
    private static final long serialVersionUID = 1;

    public Precondition(String message) {
      super(message);
    }
  }

  /** Another call about the same thing is under way; retry. */
  public static final class Busy extends ControllerError {
    private static final long serialVersionUID = 1;

    public Busy(String message) {
      super(message);
    }
  }

  /** A list is asked to go on from a place that no list of ours has named; start again. */
  public static final class BadToken extends ControllerError {
    private static final long serialVersionUID = 1;

    public BadToken(String message) {
      super(message);
    }
  }

  /** Whoever could answer does not; retry. Nothing is known of what was asked about. */
  public static final class Unreachable extends ControllerError {
    private static final long serialVersionUID = 1;

    public Unreachable(String message) {
      super(message);
    }
  }

  /** An agent has answered, and said no; its answer is the answer. */
  public static final class Refused extends ControllerError {
    private static final long serialVersionUID = 1;

    private final transient Status status;

    /**
     * @param status the agent's own
     */
    public Refused(Status status) {
      super(status.toString());
      this.status = status;
    }

    /** The agent's status, without what only concerns the connection to it. */
    public Status status() {
      return status;
    }

    /** What it was asked about does not exist in its pool. */
    public boolean isAbsence() {
      return status.getCode() == Status.Code.NOT_FOUND;
    }

    /** Its pool has no room now. */
    public boolean isLackOfSpace() {
      return status.getCode() == Status.Code.RESOURCE_EXHAUSTED;
    }

    /** Its pool can never hold something of this size. */
    public boolean isImpossibleSize() {
      return status.getCode() == Status.Code.OUT_OF_RANGE;
    }

    /** What it was asked about is in use, or has a member's duties. */
    public boolean isPrecondition() {
      return status.getCode() == Status.Code.FAILED_PRECONDITION;
    }
  }
}
