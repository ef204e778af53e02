package io.cistern.controller.paging;

import io.cistern.controller.ControllerError;

/**
 * Which part of a list is asked for.
 *
 * @param start where it begins
 * @param limit how many entries at most
 */
public record PageRequest(Place start, int limit) {
  /** A page of so many entries stays below the 4 MiB that gRPC clients accept by default. */
  private static final int MOST = 5_000;

  /**
   * @throws ControllerError.Invalid if {@code maxEntries} is negative
   * @throws ControllerError.BadToken if the token is not one of ours
   */
  public static PageRequest parse(int maxEntries, String token) {
    if (maxEntries < 0) {
      throw new ControllerError.Invalid("max_entries is not negative");
    }
    Place start = token.isEmpty() ? Place.BEGINNING : Place.parse(token);
    return new PageRequest(start, maxEntries == 0 ? MOST : Math.min(maxEntries, MOST));
  }
}
