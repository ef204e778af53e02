package io.cistern.s3.rpc;

/** Ends a call that asks for what cannot be. Nothing was changed. */
public abstract sealed class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private Refusal(String message) {
    super(message);
  }

  /** The request can never be right. */
  public static final class Invalid extends Refusal {
    private static final long serialVersionUID = 1;

    public Invalid(String message) {
      super(message);
    }
  }

  /** What is asked about is not there. */
  public static final class NotFound extends Refusal {
    private static final long serialVersionUID = 1;

    public NotFound(String message) {
      super(message);
    }
  }

  /** What is asked for is there already, and is something different. */
  public static final class Conflict extends Refusal {
    private static final long serialVersionUID = 1;

    public Conflict(String message) {
      super(message);
    }
  }

  /** It cannot be done as things are; somebody has to change them first. */
  public static final class Precondition extends Refusal {
    private static final long serialVersionUID = 1;

    public Precondition(String message) {
      super(message);
    }
  }
}
