package io.cistern.pool.model;

/**
 * Everything a pool can refuse or fail with. A message says what is wrong and, where there is one,
 * the remedy; it is fit for a user's eyes and never holds a secret. Nothing was changed by the call
 * that threw, except where its own documentation says otherwise.
 */
public abstract sealed class PoolError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private PoolError(String message) {
    super(message);
  }

  private PoolError(String message, Throwable cause) {
    super(message, cause);
  }

  /** The volume, snapshot or source does not exist in this pool. */
  public static final class NotFound extends PoolError {
    private static final long serialVersionUID = 1;

    public NotFound(String message) {
      super(message);
    }
  }

  /** The name is taken by something that was asked for differently. */
  public static final class AlreadyExists extends PoolError {
    private static final long serialVersionUID = 1;

    public AlreadyExists(String message) {
      super(message);
    }
  }

  /** The request can never be right. */
  public static final class Invalid extends PoolError {
    private static final long serialVersionUID = 1;

    public Invalid(String message) {
      super(message);
    }
  }

  /** No volume can have this size. */
  public static final class SizeOutOfRange extends PoolError {
    private static final long serialVersionUID = 1;

    public SizeOutOfRange(String message) {
      super(message);
    }
  }

  /** The pool has not the space now. */
  public static final class OutOfSpace extends PoolError {
    private static final long serialVersionUID = 1;

    public OutOfSpace(String message) {
      super(message);
    }

    public OutOfSpace(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** It is in use, has a member's duties, or cannot be brought to the state the call needs. */
  public static final class Precondition extends PoolError {
    private static final long serialVersionUID = 1;

    public Precondition(String message) {
      super(message);
    }
  }

  /** Another operation on the same volume or snapshot is under way; retry. */
  public static final class Busy extends PoolError {
    private static final long serialVersionUID = 1;

    public Busy(String message) {
      super(message);
    }
  }

  /** The disk or the kernel failed. */
  public static final class Io extends PoolError {
    private static final long serialVersionUID = 1;

    public Io(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** What is on disk contradicts itself; nothing is touched until someone has looked. */
  public static final class Corrupt extends PoolError {
    private static final long serialVersionUID = 1;

    public Corrupt(String message) {
      super(message);
    }

    public Corrupt(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
