package io.cistern.node.error;

/**
 * What the node refuses or fails with, beside {@link io.cistern.pool.model.PoolError}. The message
 * says what is wrong and, where there is one, the remedy; it never holds a secret or a mount flag.
 */
public final class NodeError extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What kind of refusal it is; {@link PoolErrorStatus} gives each its status. */
  public enum Kind {
    /** No such volume, or it is not at the path given. */
    NOT_FOUND,
    /** There already, but as another request asked for it. */
    ALREADY_EXISTS,
    /** The request can never be right. */
    INVALID,
    /** The node is not in the state that the request needs. */
    PRECONDITION,
    /** The secrets of the request do not open what it is about. */
    UNAUTHENTICATED,
    /** Another call on the same volume is under way; retry. */
    BUSY,
    /** This process cannot say; somebody else may. */
    UNAVAILABLE,
    /** A tool or the kernel failed. */
    FAILED,
    /** The data contradicts itself, and only a person should go on. */
    CORRUPT
  }

  private final Kind kind;

  private NodeError(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  private NodeError(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  public static NodeError notFound(String message) {
    return new NodeError(Kind.NOT_FOUND, message);
  }

  public static NodeError alreadyExists(String message) {
    return new NodeError(Kind.ALREADY_EXISTS, message);
  }

  public static NodeError invalid(String message) {
    return new NodeError(Kind.INVALID, message);
  }

  public static NodeError precondition(String message) {
    return new NodeError(Kind.PRECONDITION, message);
  }

  public static NodeError unauthenticated(String message) {
    return new NodeError(Kind.UNAUTHENTICATED, message);
  }

  public static NodeError busy(String message) {
    return new NodeError(Kind.BUSY, message);
  }

  public static NodeError unavailable(String message) {
    return new NodeError(Kind.UNAVAILABLE, message);
  }

  public static NodeError failed(String message) {
    return new NodeError(Kind.FAILED, message);
  }

  public static NodeError failed(String message, Throwable cause) {
    return new NodeError(Kind.FAILED, message, cause);
  }

  public static NodeError corrupt(String message) {
    return new NodeError(Kind.CORRUPT, message);
  }
}
