package io.cistern.cli.failure;

/** A command cannot do what was asked; the message and the remedy are for its user. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;
  private final String remedy;

  /**
   * @param remedy what to do about it; may be empty
   */
  public CommandFailure(ExitCode exitCode, String message, String remedy) {
    super(message);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }

  /** What the process exits with. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** What to do about it; may be empty. */
  public String remedy() {
    return remedy;
  }
}
