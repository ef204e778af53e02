package io.cistern.cli.failure;

/** What the command's exit code says; scripts rely on it. */
public enum ExitCode {
  OK(0, "done"),
  FAILURE(1, "it failed, for a reason that is none of these"),
  USAGE(2, "the command line, or what it asks for, can never be right"),
  NOT_FOUND(3, "there is no such volume, snapshot, pool, bucket or user"),
  UNAVAILABLE(4, "a service does not run or does not answer"),
  CONFLICT(5, "in use, busy, or taken by something different"),
  NO_SPACE(6, "the pool has not the space");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** The number that the process exits with. */
  public int number() {
    return number;
  }

  /** For people. */
  public String meaning() {
    return meaning;
  }
}
