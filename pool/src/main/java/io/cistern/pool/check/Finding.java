package io.cistern.pool.check;

import java.nio.file.Path;

/**
 * Something in a pool that is not as it should be.
 *
 * @param severity how bad
 * @param path where
 * @param what what was seen
 * @param remedy what to do about it
 * @param repairable whether repair does it, because it is provably safe
 */
public record Finding(
    Severity severity, Path path, String what, String remedy, boolean repairable) {

  /** How bad a finding is. */
  public enum Severity {
    /** Nothing is lost; it takes space or is foreign. */
    WARNING,
    /** A volume, a snapshot or a group is broken. */
    ERROR
  }

  /** Something is broken. */
  public static Finding error(Path path, String what, String remedy) {
    return new Finding(Severity.ERROR, path, what, remedy, false);
  }

  /** Something takes space or is foreign. */
  public static Finding warning(Path path, String what, String remedy) {
    return new Finding(Severity.WARNING, path, what, remedy, false);
  }

  /** As a warning, and repair does what the remedy says. */
  public static Finding repairable(Path path, String what, String remedy) {
    return new Finding(Severity.WARNING, path, what, remedy, true);
  }
}
